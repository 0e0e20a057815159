import type { HwState } from '@tokenscope/semconv'
import type { GpuReading } from '../parse/gpu-reading.ts'
import { memoryOfProcesses } from '../points/process-points.ts'
import type { SampleStore } from '../sample-store.ts'

/** A GPU now, for a page or a program. A value that is not known is not there. */
export interface GpuSnapshot {
  readonly id: string
  readonly index?: number
  readonly name?: string
  readonly state: HwState
  /** Why the state is not `ok`. */
  readonly stateReason?: string
  /** By key; units are in the keys. */
  readonly values: GpuReading['numbers']
  /** Since the start. */
  readonly energyJoules?: number
  readonly busySeconds?: number
}

/** The GPUs whose state is recent, by index. */
export function toSnapshots(store: SampleStore, nowMs: number): readonly GpuSnapshot[] {
  return store
    .devices()
    .filter((device) => store.isFresh(device, nowMs))
    .map((device) => {
      const { id, position, identity, health, energy, busy } = device
      const values = { ...device.reading?.numbers }
      const shared = values.memoryUsedBytes === undefined ? memoryOfProcesses(device, nowMs) : undefined
      return {
        id,
        state: health.state,
        values: shared === undefined ? values : { ...values, memoryUsedBytes: shared },
        ...(position !== undefined && { index: position }),
        ...(identity.name !== undefined && { name: identity.name }),
        ...(health.reason !== undefined && { stateReason: health.reason }),
        ...(energy.joules !== undefined && { energyJoules: energy.joules }),
        ...(busy.seconds !== undefined && { busySeconds: busy.seconds }),
      }
    })
}
