import {
  ATTR_HW_ID,
  ATTR_NETWORK_IO_DIRECTION,
  GPU_DRAM_UTILIZATION,
  GPU_NVLINK_THROUGHPUT,
  GPU_PCIE_THROUGHPUT,
  GPU_SM_OCCUPANCY,
  GPU_SM_UTILIZATION,
  GPU_TENSOR_UTILIZATION,
  type MetricDefinition,
} from '@tokenscope/semconv'
import type { GpuDevice, Timed } from '../device/gpu-device.ts'
import type { MetricPoint } from '../metric-point.ts'
import type { GpmKey } from '../parse/gpm.ts'

const ROWS: readonly (readonly [key: GpmKey, metric: MetricDefinition, direction?: 'receive' | 'transmit'])[] = [
  ['smUtilization', GPU_SM_UTILIZATION],
  ['smOccupancy', GPU_SM_OCCUPANCY],
  ['tensorUtilization', GPU_TENSOR_UTILIZATION],
  ['dramUtilization', GPU_DRAM_UTILIZATION],
  ['pcieTransmitBytesPerSecond', GPU_PCIE_THROUGHPUT, 'transmit'],
  ['pcieReceiveBytesPerSecond', GPU_PCIE_THROUGHPUT, 'receive'],
  ['nvlinkTransmitBytesPerSecond', GPU_NVLINK_THROUGHPUT, 'transmit'],
  ['nvlinkReceiveBytesPerSecond', GPU_NVLINK_THROUGHPUT, 'receive'],
]

/** Throughput and, on Hopper and later, how busy the parts of the GPU are. Nothing of it where it is stale. */
export function slowPoints({ id, details, gpm }: GpuDevice, nowMs: number): readonly MetricPoint[] {
  const values = { ...fresh(details, nowMs), ...fresh(gpm, nowMs) }
  return ROWS.flatMap(([key, metric, direction]) => {
    const value = values[key as keyof typeof values]
    if (typeof value !== 'number') return []
    return [{ metric, value, attributes: { [ATTR_HW_ID]: id, ...(direction !== undefined && { [ATTR_NETWORK_IO_DIRECTION]: direction }) } }]
  })
}

function fresh<Value>(timed: Timed<Value> | undefined, nowMs: number): Value | undefined {
  return timed !== undefined && nowMs <= timed.staleAtMs ? timed.value : undefined
}
