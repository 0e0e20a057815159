import { LABEL_ENVIRONMENT, LABEL_SERVICE, LABEL_SLO } from '../promql/labels.ts'
import type { NotifyReceiver, Severity } from '../targets/notify-targets.ts'
import { MAINTENANCE } from './alertmanager-maintenance.ts'

/** Gets what nobody asked for. */
export const NOBODY = 'tokenscope-nobody'

/** Times of one severity, in seconds. */
interface Pace {
  readonly wait: number
  readonly interval: number
  readonly repeat: number
}

const MINUTE = 60
const HOUR = 3600

/** A page must come within two minutes of a breach, and again while nobody acts; a warning can wait for others of its kind. */
const PACES: Readonly<Record<Severity, Pace>> = {
  critical: { wait: 10, interval: 2 * MINUTE, repeat: HOUR },
  warning: { wait: 30, interval: 5 * MINUTE, repeat: 4 * HOUR },
  info: { wait: 5 * MINUTE, interval: 30 * MINUTE, repeat: 24 * HOUR },
}

export interface RouteOptions {
  readonly duration: (seconds: number) => string
  /** Whether there are maintenance windows. */
  readonly maintenance: boolean
}

/** The tree of routes: each receiver gets the severities it asked for, each at its own pace, whatever others get. */
export function alertmanagerRoutes(receivers: readonly NotifyReceiver[], { duration, maintenance }: RouteOptions): Record<string, unknown> {
  const pace = ({ wait, interval, repeat }: Pace): Record<string, string> => ({
    group_wait: duration(wait),
    group_interval: duration(interval),
    repeat_interval: duration(repeat),
  })
  const heartbeats = receivers.filter(isHeartbeat)
  const people = receivers.filter((receiver) => !isHeartbeat(receiver))
  const watchdog = ['alertname = "Watchdog"']
  return {
    receiver: NOBODY,
    // Models are not among these: a service that falls ill with ten of them sends one message that names all.
    group_by: ['alertname', LABEL_ENVIRONMENT, LABEL_SERVICE, LABEL_SLO],
    ...pace(PACES.warning),
    routes: [
      ...heartbeats.map(({ name }) => ({
        receiver: name,
        matchers: watchdog,
        group_wait: '0s',
        group_interval: duration(MINUTE),
        repeat_interval: duration(MINUTE),
        continue: true,
      })),
      { receiver: NOBODY, matchers: watchdog },
      ...people.flatMap(({ name, severities }) =>
        severities.map((severity) => ({
          receiver: name,
          matchers: [`severity = "${severity}"`],
          ...pace(PACES[severity]),
          ...(maintenance && severity !== 'critical' && { mute_time_intervals: [MAINTENANCE] }),
          continue: true,
        })),
      ),
    ],
  }
}

/** A webhook of this name gets the heart-beat and nothing else: something that watches must notice when it stops. */
export function isHeartbeat({ kind, name }: NotifyReceiver): boolean {
  return kind === 'webhook' && name === 'heartbeat'
}
