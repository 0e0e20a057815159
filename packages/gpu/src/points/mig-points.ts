import {
  ATTR_ERROR_TYPE,
  ATTR_GPU_MIG_PROFILE,
  ATTR_HW_ID,
  ATTR_HW_NAME,
  ATTR_HW_PARENT,
  ATTR_HW_TYPE,
  GPU_INFO,
  HW_ERRORS,
  HW_GPU_MEMORY_LIMIT,
  HW_GPU_MEMORY_USAGE,
  HW_GPU_MEMORY_UTILIZATION,
  HW_TYPE_GPU,
} from '@tokenscope/semconv'
import type { GpuDevice } from '../device/gpu-device.ts'
import type { MetricPoint } from '../metric-point.ts'

/** Points of the MIG devices of a GPU. `hw.id` is the device's UUID where the driver lists it, else `<gpu>/<gpu instance>/<compute instance>`. */
export function migPoints(device: GpuDevice, nowMs: number): readonly MetricPoint[] {
  const { details, migIdentities } = device
  if (details === undefined || nowMs > details.staleAtMs) return []
  return details.value.migDevices.flatMap((mig) => {
    const identity = migIdentities.find(({ index }) => index === mig.index)
    const attributes = {
      [ATTR_HW_ID]: identity?.uuid ?? `${device.id}/${mig.gpuInstance}/${mig.computeInstance}`,
      [ATTR_HW_PARENT]: device.id,
    }
    const { memoryUsedBytes: used, memoryTotalBytes: total, eccUncorrected } = mig
    const name = { [ATTR_HW_NAME]: `GPU ${device.position ?? '?'} MIG ${mig.index}` }
    const profile = identity && { [ATTR_GPU_MIG_PROFILE]: identity.profile }
    const points: MetricPoint[] = [{ metric: GPU_INFO, value: 1, attributes: { ...attributes, ...name, ...profile } }]
    if (used !== undefined) points.push({ metric: HW_GPU_MEMORY_USAGE, value: used, attributes })
    if (total !== undefined) points.push({ metric: HW_GPU_MEMORY_LIMIT, value: total, attributes })
    if (used !== undefined && total) points.push({ metric: HW_GPU_MEMORY_UTILIZATION, value: used / total, attributes })
    if (eccUncorrected !== undefined) {
      const type = { [ATTR_HW_TYPE]: HW_TYPE_GPU, [ATTR_ERROR_TYPE]: 'uncorrected' }
      points.push({ metric: HW_ERRORS, value: eccUncorrected, attributes: { ...attributes, ...type } })
    }
    return points
  })
}
