import type { MetricDefinition } from './metric-definition.ts'

/** What `@tokenscope/alert-bridge` says of itself: `/metrics` of its own, read by Prometheus. */

/** The robot's name in the bridge's settings. */
export const ATTR_ALERT_BRIDGE_ROBOT = 'tokenscope.alert_bridge.robot'
/** How a notification or a message ended; the metric says which values there are. */
export const ATTR_ALERT_BRIDGE_RESULT = 'tokenscope.alert_bridge.result'

/** `delivered`, `queued` (asked to come again), `failed` (a dead letter), `full` (no place in the queue). */
export const ALERT_BRIDGE_NOTIFICATIONS: MetricDefinition = {
  name: 'tokenscope.alert_bridge.notifications',
  instrument: 'counter',
  unit: '{notification}',
  valueType: 'int',
  description: 'Notifications that Alertmanager brought, by the answer it got: delivered, queued, failed or full.',
  attributes: [ATTR_ALERT_BRIDGE_RESULT],
}

/** The result is a short reason: `unauthorized`, `not_found`, `bad_json`, `too_large`, … */
export const ALERT_BRIDGE_REFUSED_REQUESTS: MetricDefinition = {
  name: 'tokenscope.alert_bridge.refused_requests',
  instrument: 'counter',
  unit: '{request}',
  valueType: 'int',
  description: 'Requests that the bridge refused, by reason.',
  attributes: [ATTR_ALERT_BRIDGE_RESULT],
}

/** `delivered`, `slowed` (the robot asked for fewer), `retried`, `dead` (written as a dead letter). */
export const ALERT_BRIDGE_ATTEMPTS: MetricDefinition = {
  name: 'tokenscope.alert_bridge.attempts',
  instrument: 'counter',
  unit: '{attempt}',
  valueType: 'int',
  description: 'Messages given to a robot, by what came of it: delivered, slowed, retried or dead.',
  attributes: [ATTR_ALERT_BRIDGE_ROBOT, ATTR_ALERT_BRIDGE_RESULT],
}

export const ALERT_BRIDGE_QUEUE_LENGTH: MetricDefinition = {
  name: 'tokenscope.alert_bridge.queue_length',
  instrument: 'updowncounter',
  unit: '{message}',
  valueType: 'int',
  description: 'Messages that wait for their turn at a robot.',
  attributes: [ATTR_ALERT_BRIDGE_ROBOT],
}

export const ALERT_BRIDGE_DEAD_LETTERS: MetricDefinition = {
  name: 'tokenscope.alert_bridge.dead_letters',
  instrument: 'counter',
  unit: '{message}',
  valueType: 'int',
  description: 'Messages that no robot took and that were written to the file of dead letters.',
  attributes: [ATTR_ALERT_BRIDGE_ROBOT],
}

export const ALERT_BRIDGE_LOST_DEAD_LETTERS: MetricDefinition = {
  name: 'tokenscope.alert_bridge.lost_dead_letters',
  instrument: 'counter',
  unit: '{message}',
  valueType: 'int',
  description: 'Dead letters that are gone: the oldest, to keep the file under its limit, or because the disk refused them.',
  attributes: [],
}

export const ALERT_BRIDGE_DELIVERY_DURATION: MetricDefinition = {
  name: 'tokenscope.alert_bridge.delivery.duration',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description: 'Time from the arrival of a notification until a robot took a message of it.',
  buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900],
  attributes: [ATTR_ALERT_BRIDGE_ROBOT],
}
