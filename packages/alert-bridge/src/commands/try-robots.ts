import { ATTR_GEN_AI_REQUEST_MODEL, toPrometheusLabel } from '@tokenscope/semconv'
import type { Notification } from '../alert/notification.ts'
import { channels } from '../channels/channels.ts'
import type { BridgeConfig } from '../config/bridge-config.ts'
import { attempt } from '../delivery/attempt.ts'
import { toOrder } from '../delivery/dispatcher.ts'
import { pause, TIMING } from '../delivery/timing.ts'
import type { Surroundings } from './surroundings.ts'

/** Sends a message that says it is a test, of severity `info`, to each robot, or to one. */
export async function tryRobots(config: BridgeConfig, only: string | undefined, { print, log, signal }: Surroundings): Promise<number> {
  let failed = 0
  for (const robot of config.robots.filter(({ name }) => only === undefined || only === name)) {
    for (const body of toOrder(testNotification(), robot).bodies) {
      const verdict = await attempt(robot, channels[robot.kind], body, { timeoutMs: config.delivery.requestMs, signal })
      if (verdict.kind === 'delivered') print(`${robot.name}: delivered`)
      else {
        failed++
        log(`${robot.name}: ${verdict.reason}`)
      }
      await pause(TIMING.gapMs, signal)
    }
  }
  return failed === 0 ? 0 : 1
}

function testNotification(): Notification {
  const alert = {
    status: 'firing' as const,
    labels: { alertname: 'TokenscopeTest', severity: 'info', [toPrometheusLabel(ATTR_GEN_AI_REQUEST_MODEL)]: 'no model' },
    annotations: { summary: 'A test of the alert bridge. Nothing is wrong.', summary_zh: '告警桥测试消息，一切正常。' },
    startsAt: new Date(),
    endsAt: new Date(0),
    generatorUrl: '',
    fingerprint: 'test',
  }
  return { groupKey: 'test', status: 'firing', receiver: 'test', truncatedAlerts: 0, externalUrl: '', alerts: [alert] }
}
