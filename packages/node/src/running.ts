import type { Telemetry } from './telemetry.ts'

/** The telemetry of this process, known to all copies of this package. */
interface Running {
  readonly telemetry: Telemetry
}

const KEY = Symbol.for('tokenscope.node.running.v1')
const holder = globalThis as { [KEY]?: Running | undefined }

export function getRunning(): Running | undefined {
  return holder[KEY]
}

export function setRunning(running: Running | undefined): void {
  holder[KEY] = running
}
