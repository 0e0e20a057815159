import type { AlertStatus } from '../alert/notification.ts'
import type { RobotBody } from '../channels/channel.ts'
import type { Severity } from '../config/bridge-config.ts'

/** The messages that one notification makes at one robot. */
export interface ShipmentOrder {
  /** The same for the same news: see `notificationKey`. */
  readonly key: string
  readonly title: string
  readonly status: AlertStatus
  readonly severity: Severity
  readonly bodies: readonly RobotBody[]
}

/** What became of a shipment so far. */
export interface Shipment {
  readonly order: ShipmentOrder
  readonly received: Date
  /** The same moment by `performance.now()`: clocks are set. */
  readonly startedMs: number
  /** Bodies that the robot took. */
  delivered: number
  /** Bodies that became dead letters. */
  dead: number
  /** Those among them that the robot refused for good. */
  refused: number
  /** Resolves when each body has been delivered or is a dead letter. */
  readonly settled: Promise<void>
  /** Call when a body has been delivered or is a dead letter. */
  settle(): void
}

export function createShipment(order: ShipmentOrder): Shipment {
  const { promise, resolve } = Promise.withResolvers<void>()
  const shipment: Shipment = {
    order,
    received: new Date(),
    startedMs: performance.now(),
    delivered: 0,
    dead: 0,
    refused: 0,
    settled: promise,
    settle: () => {
      if (shipment.delivered + shipment.dead >= order.bodies.length) resolve()
    },
  }
  return shipment
}

export function isSettled({ order, delivered, dead }: Shipment): boolean {
  return delivered + dead >= order.bodies.length
}
