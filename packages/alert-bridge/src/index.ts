export { ALERT_BRIDGE_HELP, runAlertBridge } from './commands/run-alert-bridge.ts'
export type { Surroundings } from './commands/surroundings.ts'
export type {
  BridgeConfig,
  DeadLetterSettings,
  DeliverySettings,
  Language,
  Mentions,
  RobotKind,
  RobotSettings,
  Severity,
} from './config/bridge-config.ts'
export { ConfigError, type ConfigProblem } from './config/config-error.ts'
export { parseBridgeConfig } from './config/parse-config.ts'
export { SecretError } from './config/read-secret.ts'
export type { DeadLetter } from './delivery/dead-letters.ts'
export type { Timing } from './delivery/timing.ts'
export { type ReplayOptions, type ReplayResult, replayDeadLetters } from './replay/replay-dead-letters.ts'
export { type BridgeOptions, type RunningBridge, startBridge } from './start-bridge.ts'
