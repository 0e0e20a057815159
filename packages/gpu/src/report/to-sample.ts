import type { Interval } from '../device/gpu-device.ts'
import type { GpuSample } from '../gpu-sample.ts'
import type { GpuReading } from '../parse/gpu-reading.ts'

const KEYS = ['powerWatts', 'utilization', 'memoryUsedBytes', 'memoryTotalBytes'] as const

/** What listeners get of a reading. */
export function toSample(gpuId: string, { numbers }: GpuReading, interval: Interval): GpuSample {
  const sample: { -readonly [Key in keyof GpuSample]: GpuSample[Key] } = { gpuId, ...interval }
  for (const key of KEYS) {
    const value = numbers[key]
    if (value !== undefined) sample[key] = value
  }
  return sample
}
