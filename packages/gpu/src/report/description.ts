import type { MetricPoint } from '../metric-point.ts'
import type { ResolvedOptions } from '../options.ts'
import type { Failure } from '../parse/failure.ts'
import type { AbsentCell } from '../parse/gpu-reading.ts'
import { devicePoints } from '../points/device-points.ts'
import type { ReaderStatistics } from '../points/reader-statistics.ts'
import { QUERY_FIELDS } from '../query-fields.ts'
import type { GpuReader } from '../reader/gpu-reader.ts'
import type { ReaderState } from '../reader/reader-sink.ts'
import type { SampleStore } from '../sample-store.ts'
import { type GpuSnapshot, toSnapshots } from './snapshot.ts'

/** Everything that is known of the GPUs of this host and of how they are read. */
export interface GpuDescription {
  readonly tool: ToolDescription
  readonly gpus: readonly DeviceDescription[]
}

export interface ToolDescription {
  readonly command: string
  readonly state: ReaderState
  readonly driverVersion?: string
  /** Fields asked of this driver. */
  readonly fields: readonly string[]
  /** Fields of our table that this driver does not know, with the first driver branch that does. */
  readonly refusedFields: readonly { readonly field: string; readonly since: number }[]
  /** What is in the way now. */
  readonly failure?: Failure
  readonly failures: Readonly<Record<string, number>>
  readonly samples: number
  readonly restarts: number
  readonly intervalMs: number
  /** Time that one pass over all GPUs really takes, milliseconds. */
  readonly passMs?: number
  readonly sampleAgeMs?: number
}

export interface DeviceDescription extends GpuSnapshot {
  readonly points: readonly MetricPoint[]
  /** Fields that were asked and had no value, with the driver's words. */
  readonly absent: readonly AbsentCell[]
  readonly processes: readonly { readonly pid: number; readonly name: string; readonly memoryBytes?: number }[]
}

export function toDescription(
  store: SampleStore,
  reader: GpuReader,
  statistics: ReaderStatistics,
  options: ResolvedOptions,
  nowMs: number,
): GpuDescription {
  const fields = reader.fields?.map(({ field }) => field) ?? []
  const { driverVersion } = reader
  const { failure } = statistics
  const { passMs } = store
  const sampleAgeMs = store.sampleAgeMs(nowMs)
  const devices = new Map(store.devices().map((device) => [device.id, device]))
  return {
    tool: {
      command: options.command,
      state: reader.state,
      fields,
      refusedFields:
        fields.length === 0
          ? []
          : QUERY_FIELDS.filter(({ field }) => !fields.includes(field)).map(({ field, since }) => ({ field, since })),
      failures: Object.fromEntries(statistics.failures),
      samples: statistics.samples,
      restarts: statistics.restarts,
      intervalMs: options.intervalMs,
      ...(driverVersion !== undefined && { driverVersion }),
      ...(failure && { failure }),
      ...(passMs !== undefined && { passMs }),
      ...(sampleAgeMs !== undefined && { sampleAgeMs }),
    },
    gpus: toSnapshots(store, nowMs).map((snapshot) => {
      const device = devices.get(snapshot.id)!
      const { processes } = device
      return {
        ...snapshot,
        points: devicePoints(device, nowMs, options.processes?.topN ?? 0),
        absent: device.reading?.absent ?? [],
        processes: processes !== undefined && nowMs <= processes.staleAtMs ? processes.value : [],
      }
    }),
  }
}
