import type { RobotBody, Verdict } from '../channels/channel.ts'
import { channels } from '../channels/channels.ts'
import type { DeliverySettings, RobotSettings } from '../config/bridge-config.ts'
import type { BridgeMetrics } from '../metrics/bridge-metrics.ts'
import { attempt } from './attempt.ts'
import type { DeadLetters } from './dead-letters.ts'
import { RateWindow } from './rate-window.ts'
import { createShipment, isSettled, type Shipment, type ShipmentOrder } from './shipment.ts'
import { pause, type Timing } from './timing.ts'

export interface QueueContext {
  readonly settings: DeliverySettings
  readonly timing: Timing
  readonly deadLetters: DeadLetters
  readonly metrics: BridgeMetrics
  log(line: string): void
}

interface Waiting {
  readonly shipment: Shipment
  readonly body: RobotBody
  readonly part: number
}

/**
 * What waits for one robot, in order: one request at a time, at the pace that the platform allows. A message that fails holds up
 * those behind it, so that an end never comes before its beginning; what cannot be delivered becomes a dead letter.
 */
export class RobotQueue {
  readonly robot: RobotSettings
  readonly #context: QueueContext
  readonly #window: RateWindow
  readonly #waiting: Waiting[] = []
  readonly #known = new Map<string, Shipment>()
  readonly #stop = new AbortController()
  #pumping: Promise<void> | undefined

  constructor(robot: RobotSettings, context: QueueContext) {
    this.robot = robot
    this.#context = context
    this.#window = new RateWindow(robot.perMinute, context.timing.windowMs, context.timing.gapMs)
  }

  /** The shipment under this key, if it is on its way or was settled a short time ago. */
  find(key: string): Shipment | undefined {
    return this.#known.get(key)
  }

  /** Takes an order; undefined when there is no room for it, or the bridge is stopping. */
  add(order: ShipmentOrder): Shipment | undefined {
    const { metrics } = this.#context
    if (this.#stop.signal.aborted || !this.#hasRoom(order.bodies.length)) return undefined
    const shipment = createShipment(order)
    this.#known.set(order.key, shipment)
    for (const [index, body] of order.bodies.entries()) this.#waiting.push({ shipment, body, part: index + 1 })
    metrics.queueLength(this.robot.name, this.#waiting.length)
    this.#pumping ??= this.#pump()
    return shipment
  }

  /** Writes an order that found no room as dead letters. */
  async refuse(order: ShipmentOrder, reason: string): Promise<void> {
    const shipment = createShipment(order)
    for (const [index, body] of order.bodies.entries()) await this.#bury({ shipment, body, part: index + 1 }, reason)
  }

  /** Goes on for at most `graceMs`; what is left then becomes dead letters. */
  async shutdown(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.#stop.abort(), graceMs)
    await this.#pumping
    clearTimeout(timer)
    this.#stop.abort()
  }

  async #pump(): Promise<void> {
    const { timing, metrics } = this.#context
    const { signal } = this.#stop
    let failures = 0
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      await pause(this.#window.waitMs(performance.now()), signal)
      if (signal.aborted) {
        await this.#bury(next, 'the bridge was stopped before the robot took it')
        this.#leave(next, false)
        continue
      }
      const verdict = await this.#try(next)
      failures = verdict.kind === 'retry' ? failures + 1 : 0
      if (verdict.kind === 'delivered') this.#deliver(next)
      else if (this.#isHopeless(next, verdict, failures)) {
        await this.#bury(next, verdict.reason, verdict)
        // What was refused for good stays refused for a while; what only found nobody may be brought again at once.
        this.#leave(next, verdict.kind === 'final')
        failures = 0
      } else {
        metrics.attempt(this.robot.name, verdict.kind === 'slower' ? 'slowed' : 'retried')
        this.#context.log(`robot ${this.robot.name}: ${verdict.reason}; the message is tried again`)
        await pause(verdict.kind === 'slower' ? timing.slowerMs : backoff(failures, timing), signal)
      }
    }
    // In the same turn as the last look at the queue: what is added from now on starts a new run.
    this.#pumping = undefined
  }

  async #try({ body }: Waiting): Promise<Verdict> {
    this.#window.take(performance.now())
    return attempt(this.robot, channels[this.robot.kind], body, { timeoutMs: this.#context.settings.requestMs, signal: this.#stop.signal })
  }

  /** An order of more bodies than may wait is taken when nothing else does, or it never would be. */
  #hasRoom(bodies: number): boolean {
    return this.#waiting.length === 0 || this.#waiting.length + bodies <= this.#context.settings.queueLength
  }

  #isHopeless({ shipment }: Waiting, verdict: Verdict, failures: number): boolean {
    if (verdict.kind === 'final') return true
    if (verdict.kind === 'retry' && verdict.attempts !== undefined && failures >= verdict.attempts) return true
    return performance.now() - shipment.startedMs > this.#context.settings.giveUpMs
  }

  #deliver(waiting: Waiting): void {
    const { shipment } = waiting
    const { metrics } = this.#context
    shipment.delivered++
    metrics.attempt(this.robot.name, 'delivered')
    metrics.delivered(this.robot.name, (performance.now() - shipment.startedMs) / 1000)
    this.#leave(waiting, true)
  }

  async #bury({ shipment, body, part }: Waiting, reason: string, verdict?: Verdict): Promise<void> {
    const { deadLetters, metrics, log } = this.#context
    const { key, title, status, severity, bodies } = shipment.order
    const code = verdict !== undefined && 'code' in verdict ? verdict.code : undefined
    metrics.attempt(this.robot.name, 'dead')
    metrics.deadLetter(this.robot.name)
    log(`robot ${this.robot.name}: ${reason}; the message is a dead letter now`)
    await deadLetters.append({
      at: new Date().toISOString(),
      received: shipment.received.toISOString(),
      robot: this.robot.name,
      kind: this.robot.kind,
      key,
      part,
      parts: bodies.length,
      status,
      severity,
      title,
      reason,
      ...(code === undefined ? {} : { code }),
      body,
    })
    shipment.dead++
    // An answer that nobody knows counts as a refusal once it has come often enough.
    if (verdict?.kind === 'final' || (verdict?.kind === 'retry' && verdict.attempts !== undefined)) shipment.refused++
  }

  #leave({ shipment }: Waiting, remember: boolean): void {
    this.#waiting.shift()
    this.#context.metrics.queueLength(this.robot.name, this.#waiting.length)
    shipment.settle()
    if (!isSettled(shipment)) return
    const forget = (): void => {
      if (this.#known.get(shipment.order.key) === shipment) this.#known.delete(shipment.order.key)
    }
    if (remember || shipment.delivered > 0) setTimeout(forget, this.#context.settings.rememberMs).unref()
    else forget()
  }
}

/** With a fifth of chance, so that several robots do not come back at the same moment. */
function backoff(failures: number, { retryMs, maxRetryMs }: Timing): number {
  return Math.min(retryMs * 2 ** (failures - 1), maxRetryMs) * (0.9 + Math.random() * 0.2)
}
