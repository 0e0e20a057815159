/**
 * One thing the doctor found out.
 * - `ok`: as it should be.
 * - `note`: worth knowing; nothing is lost.
 * - `loss`: telemetry would be lost. `fix` says how to keep it.
 */
export interface Finding {
  readonly area: Area
  readonly level: 'ok' | 'note' | 'loss'
  readonly text: string
  readonly fix?: string
}

/** The parts of the report, in its order. */
export const AREAS = ['installed', 'exporting', 'recording', 'stack', 'gpu'] as const
export type Area = (typeof AREAS)[number]
