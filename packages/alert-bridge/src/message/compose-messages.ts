import type { Notification } from '../alert/notification.ts'
import { worstSeverity } from '../alert/worst-severity.ts'
import type { Channel } from '../channels/channel.ts'
import type { RobotSettings } from '../config/bridge-config.ts'
import { shorten } from './cut-bytes.ts'
import { toOneLine } from './dialect.ts'
import type { Message } from './message.ts'
import { renderAlert } from './render-alert.ts'
import { splitBlocks } from './split-blocks.ts'
import { WORDS, type Words } from './words.ts'

/** More would fill a minute's share of the robot; what is left out is counted in the last part. */
const MAX_PARTS = 5
/** Bytes kept free in each part for the heading with its number, at its longest after escaping, and the line on what is left out. */
const HEADING_BYTES = 800

/** What is said to one robot about one notification: one message, or numbered parts where one cannot hold it. */
export function composeMessages(notification: Notification, robot: RobotSettings, channel: Channel): Message[] {
  const words = WORDS[robot.language]
  const { dialect, limits } = channel
  const severity = worstSeverity(notification)
  const firing = notification.alerts.filter(({ status }) => status === 'firing')
  const mentions = firing.length > 0 ? robot.mentions[severity] : undefined
  // Unescaped: the platform looks for it letter by letter.
  const keyword = robot.keyword === undefined ? '' : `${dialect.newline}${robot.keyword}`
  const ordered = [...firing, ...notification.alerts.filter(({ status }) => status === 'resolved')]
  const { parts, left } = splitBlocks(
    ordered.map((alert) => renderAlert(alert, robot.language, dialect)),
    {
      most: limits.textBytes - HEADING_BYTES - channel.measure(keyword) - channel.mentionBytes(mentions),
      newline: dialect.newline,
      maxParts: MAX_PARTS,
      measure: channel.measure,
    },
  )
  const leftOut = left + notification.truncatedAlerts
  const heading = toHeading(notification, words, severity, firing.length)
  return parts.map((part, index) => {
    const title = parts.length > 1 ? `${heading} (${index + 1}/${parts.length})` : heading
    const lines = [
      ...(channel.showsTitle ? [] : [`### ${dialect.escape(title)}`]),
      part,
      ...(leftOut > 0 && index === parts.length - 1 ? [words.more(leftOut)] : []),
    ]
    const said = lines.join(dialect.newline)
    const hasKeyword = robot.keyword === undefined || said.includes(robot.keyword) || (channel.showsTitle && title.includes(robot.keyword))
    const text = hasKeyword ? said : `${said}${keyword}`
    return { title, text, status: notification.status, severity, ...(index === 0 && mentions !== undefined ? { mentions } : {}) }
  })
}

function toHeading({ alerts }: Notification, words: Words, severity: keyof Words['severity'], firing: number): string {
  const names = [...new Set(alerts.map(({ labels }) => toOneLine(labels.alertname ?? '')))].filter((name) => name !== '')
  const services = [...new Set(alerts.map(({ labels }) => toOneLine(labels.service_name ?? '')))].filter((name) => name !== '')
  const parts = [
    firing > 0 ? words.firing(firing) : words.resolved,
    words.severity[severity],
    shorten(names.join(', '), 120),
    shorten(services.join(', '), 80),
  ]
  return parts.filter((text) => text !== '').join(' · ')
}
