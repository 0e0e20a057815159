import type { Interval } from '../device/gpu-device.ts'
import type { GpuSample } from '../gpu-sample.ts'
import type { GpuReading } from '../parse/gpu-reading.ts'

/** What listeners get of a reading. */
export function toSample(gpuId: string, { numbers }: GpuReading, { startMs, endMs, energyJoules }: Interval): GpuSample {
  const { powerWatts, utilization, memoryUsedBytes, memoryTotalBytes } = numbers
  const sample: { -readonly [Key in keyof GpuSample]: GpuSample[Key] } = { gpuId, endMs }
  if (startMs !== undefined) sample.startMs = startMs
  if (energyJoules !== undefined) sample.energyJoules = energyJoules
  if (powerWatts !== undefined) sample.powerWatts = powerWatts
  if (utilization !== undefined) sample.utilization = utilization
  if (memoryUsedBytes !== undefined) sample.memoryUsedBytes = memoryUsedBytes
  if (memoryTotalBytes !== undefined) sample.memoryTotalBytes = memoryTotalBytes
  return sample
}
