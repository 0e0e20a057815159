import {
  ALERT_BRIDGE_ATTEMPTS,
  ALERT_BRIDGE_DEAD_LETTERS,
  ALERT_BRIDGE_DELIVERY_DURATION,
  ALERT_BRIDGE_LOST_DEAD_LETTERS,
  ALERT_BRIDGE_NOTIFICATIONS,
  ALERT_BRIDGE_QUEUE_LENGTH,
  ALERT_BRIDGE_REFUSED_REQUESTS,
  ATTR_ALERT_BRIDGE_RESULT,
  ATTR_ALERT_BRIDGE_ROBOT,
} from '@tokenscope/semconv'
import { Histogram, type Labels, type Series, Values } from './series.ts'

/** Why a request is refused. */
const REFUSALS = ['bad_body', 'content_type', 'method', 'not_found', 'too_large', 'unauthorized', 'web_page'] as const
export type RefusalReason = (typeof REFUSALS)[number]

/** What the bridge counts. Labels hold names of robots and words of ours only. */
export class BridgeMetrics {
  readonly #notifications = new Values(ALERT_BRIDGE_NOTIFICATIONS)
  readonly #refused = new Values(ALERT_BRIDGE_REFUSED_REQUESTS)
  readonly #attempts = new Values(ALERT_BRIDGE_ATTEMPTS)
  readonly #queueLength = new Values(ALERT_BRIDGE_QUEUE_LENGTH)
  readonly #deadLetters = new Values(ALERT_BRIDGE_DEAD_LETTERS)
  readonly #lost = new Values(ALERT_BRIDGE_LOST_DEAD_LETTERS)
  readonly #duration = new Histogram(ALERT_BRIDGE_DELIVERY_DURATION)

  /** Begins every series at 0, so that the first failure is an increase. */
  constructor(robots: readonly string[]) {
    for (const result of ['delivered', 'queued', 'failed', 'full'] as const)
      this.#notifications.add({ [ATTR_ALERT_BRIDGE_RESULT]: result }, 0)
    for (const reason of REFUSALS) this.#refused.add({ [ATTR_ALERT_BRIDGE_RESULT]: reason }, 0)
    this.#lost.add({}, 0)
    for (const robot of robots) {
      for (const result of ['delivered', 'slowed', 'retried', 'dead'] as const) this.#attempts.add(of(robot, result), 0)
      this.#deadLetters.add(of(robot), 0)
      this.#queueLength.set(of(robot), 0)
    }
  }

  notification(result: 'delivered' | 'queued' | 'failed' | 'full'): void {
    this.#notifications.add({ [ATTR_ALERT_BRIDGE_RESULT]: result })
  }

  refused(reason: RefusalReason): void {
    this.#refused.add({ [ATTR_ALERT_BRIDGE_RESULT]: reason })
  }

  attempt(robot: string, result: 'delivered' | 'slowed' | 'retried' | 'dead'): void {
    this.#attempts.add(of(robot, result))
  }

  queueLength(robot: string, length: number): void {
    this.#queueLength.set(of(robot), length)
  }

  deadLetter(robot: string): void {
    this.#deadLetters.add(of(robot))
  }

  lost(count: number): void {
    this.#lost.add({}, count)
  }

  delivered(robot: string, seconds: number): void {
    this.#duration.record(of(robot), seconds)
  }

  /** Everything, in the order that the page shows it. */
  series(): readonly Series[] {
    return [this.#notifications, this.#refused, this.#attempts, this.#queueLength, this.#deadLetters, this.#lost, this.#duration]
  }
}

function of(robot: string, result?: string): Labels {
  return { [ATTR_ALERT_BRIDGE_ROBOT]: robot, ...(result === undefined ? {} : { [ATTR_ALERT_BRIDGE_RESULT]: result }) }
}
