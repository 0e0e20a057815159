import type { ComponentStatus, StackStatus } from '@tokenscope/stack'
import { formatDuration } from '../terminal/format-duration.ts'
import { paint, type Tone } from '../terminal/paint.ts'
import { drawLinks } from './draw-links.ts'
import { stackCommandLine } from './stack-command-line.ts'

const MIB = 2 ** 20
const SECOND_MS = 1000

/**
 * The status for people. Pure.
 * @param chosenFolder the data folder, where the person has chosen one: what to type next must name it
 */
export function drawStatus(status: StackStatus, nowMs: number, colour: boolean, chosenFolder?: string): string[] {
  const { components, urls, collector, dataFolder, diskBytes } = status
  const disk = `Data: ${dataFolder} (${formatBytes(diskBytes)} on disk)`
  if (components.length === 0) return [`No stack runs here. Start it: ${stackCommandLine('up', chosenFolder)}`, disk]
  const lines = components.map((component) => drawComponent(component, colour))
  if (collector === undefined) lines.push('', 'The Collector does not tell about itself.')
  else {
    const { accepted, refused, lost, queues } = collector
    lines.push(
      '',
      `Received: ${count(accepted)} spans, points and log records since the Collector started; last time: ${ago(status.lastReceivedMs, nowMs)}`,
      `  ${tell('refused', refused, colour)}, ${tell('lost', lost, colour)}`,
      ...queues.map(
        ({ exporter, signal, size, capacity }) => `  queue of ${signal} to ${exporter}: ${count(size)} (${percent(size, capacity)} full)`,
      ),
    )
  }
  lines.push('', disk)
  if (urls !== undefined && status.state !== 'stopped') lines.push('', ...drawLinks(urls, status.withoutPages, colour))
  if (status.state !== 'running') {
    const [down, up] = (['down', 'up'] as const).map((action) => stackCommandLine(action, chosenFolder))
    lines.push('', `Start it anew: ${down}, then ${up}`)
  }
  return lines
}

function drawComponent(
  { name, running, ready, pid, version, uptimeSeconds, memoryBytes, logFile }: ComponentStatus,
  colour: boolean,
): string {
  const [word, tone]: [string, Tone] = running ? (ready ? ['ready', 'good'] : ['does not answer', 'bad']) : ['ended', 'bad']
  const head = `${name.padEnd(13)} ${paint(word, tone, colour)}`
  if (!ready) return `${head}  ${version}  its log: ${logFile}`
  const memory = memoryBytes === undefined ? '' : `  ${formatBytes(memoryBytes)}`
  return `${head}  ${version.padEnd(8)} process ${pid}  up ${formatDuration((uptimeSeconds ?? 0) * SECOND_MS)}${memory}`
}

function tell(word: string, number: number, colour: boolean): string {
  return number === 0 ? `0 ${word}` : paint(`${count(number)} ${word}`, 'bad', colour)
}

function ago(timeMs: number | undefined, nowMs: number): string {
  if (timeMs === undefined) return 'none in 24 hours'
  const seconds = Math.max(0, Math.round((nowMs - timeMs) / SECOND_MS))
  return seconds < 15 ? 'just now' : `about ${formatDuration(seconds * SECOND_MS)} ago`
}

function formatBytes(bytes: number): string {
  return bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round(bytes / MIB)} MiB`
}

function percent(size: number, capacity: number): string {
  return capacity === 0 ? '? %' : `${((100 * size) / capacity).toFixed(1)} %`
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
