import type { HwState } from '@tokenscope/semconv'
import type { GpuReading } from '../parse/gpu-reading.ts'
import { isActive, THROTTLE_REASONS } from './throttle.ts'

/** State of a GPU and, unless it is `ok`, why. */
export interface Health {
  readonly state: HwState
  readonly reason?: string
}

/** Cells that say that the GPU no longer answers. */
const LOST = new Set(['gpu_is_lost', 'gpu_requires_reset'])
const DEGRADING = THROTTLE_REASONS.filter(({ degrades }) => degrades)
const OK: Health = { state: 'ok' }

/**
 * Failed: the driver lost the GPU or the host must be restarted. Predicted failure: memory rows or pages are about to be replaced, could not
 * be, or too many errors were seen. Degraded: heat or the power supply lowers the clocks, uncorrected errors came up a short while ago, a
 * reset is due or the fabric is not healthy. The worst applies.
 */
export function toHealth(reading: GpuReading, uncorrectedErrorsLately: boolean): Health {
  const { numbers, texts, absent } = reading
  for (const { reason } of absent) if (LOST.has(reason)) return { state: 'failed', reason }
  if (texts.recoveryAction === 'Reboot') return { state: 'failed', reason: 'reboot_required' }
  if (numbers.remappingFailure === 1) return { state: 'predicted_failure', reason: 'row_remapping_failed' }
  if (numbers.remappingPending === 1) return { state: 'predicted_failure', reason: 'row_remapping_pending' }
  if (numbers.retirementPending === 1) return { state: 'predicted_failure', reason: 'page_retirement_pending' }
  if (numbers.sramThresholdExceeded === 1) return { state: 'predicted_failure', reason: 'sram_error_threshold' }
  const mask = numbers.throttleMask
  if (mask !== undefined) for (const { bit, reason } of DEGRADING) if (isActive(mask, bit)) return { state: 'degraded', reason }
  if (uncorrectedErrorsLately) return { state: 'degraded', reason: 'uncorrected_errors' }
  if (texts.recoveryAction !== undefined && texts.recoveryAction !== 'None') return { state: 'degraded', reason: 'reset_required' }
  if (numbers.resetRequired === 1) return { state: 'degraded', reason: 'reset_required' }
  if (texts.fabricHealth !== undefined && texts.fabricHealth !== 'Healthy') return { state: 'degraded', reason: 'fabric' }
  return OK
}
