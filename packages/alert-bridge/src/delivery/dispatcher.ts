import type { Notification } from '../alert/notification.ts'
import { notificationKey } from '../alert/notification-key.ts'
import { worstSeverity } from '../alert/worst-severity.ts'
import { channels } from '../channels/channels.ts'
import type { RobotSettings } from '../config/bridge-config.ts'
import { composeMessages } from '../message/compose-messages.ts'
import type { RobotQueue } from './robot-queue.ts'
import { isSettled, type ShipmentOrder } from './shipment.ts'
import { pause } from './timing.ts'

/**
 * What Alertmanager is told.
 * - `delivered`: a robot took at least a part. What is missing is the bridge's to deliver, or to write down.
 * - `queued`: nobody took anything yet. It stays in the queue, and Alertmanager's next try waits for the same messages; or it was given up, because
 *   no robot could be reached or the bridge is stopped, and the next try begins anew.
 * - `failed`: every robot refused it for good; it is among the dead letters.
 * - `full`: there was no room for it.
 */
export type Outcome = 'delivered' | 'queued' | 'failed' | 'full'

/** Gives a notification to robots and waits at most `answerMs` for what becomes of it. */
export async function dispatch(notification: Notification, queues: readonly RobotQueue[], answerMs: number): Promise<Outcome> {
  const orders = queues.map((queue) => toOrder(notification, queue.robot))
  const shipments = queues.map((queue, index) => queue.find(orders[index]!.key) ?? queue.add(orders[index]!))
  const taken = shipments.filter((shipment) => shipment !== undefined)
  if (taken.length === 0) return 'full'

  const timer = new AbortController()
  await Promise.race([Promise.all(taken.map(({ settled }) => settled)), pause(answerMs, timer.signal)])
  timer.abort()

  if (taken.some(({ delivered }) => delivered > 0)) {
    // Alertmanager will not bring it again, so what found no room is written down.
    for (const [index, shipment] of shipments.entries())
      if (shipment === undefined) await queues[index]!.refuse(orders[index]!, 'the queue of the robot is full')
    return 'delivered'
  }
  if (taken.length < shipments.length) return 'full'
  return taken.every((shipment) => isSettled(shipment) && shipment.refused > 0) ? 'failed' : 'queued'
}

/** The messages of one notification for one robot. */
export function toOrder(notification: Notification, robot: RobotSettings): ShipmentOrder {
  const channel = channels[robot.kind]
  const messages = composeMessages(notification, robot, channel)
  return {
    key: notificationKey(notification),
    title: messages[0]?.title ?? '',
    status: notification.status,
    severity: worstSeverity(notification),
    bodies: messages.flatMap((message) => channel.toBodies(message)),
  }
}
