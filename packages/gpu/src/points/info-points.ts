import type { Attributes } from '@opentelemetry/api'
import {
  ATTR_GPU_COMPUTE_CAPABILITY,
  ATTR_GPU_INDEX,
  ATTR_GPU_MEMORY_SOURCE,
  ATTR_GPU_MIG_MODE,
  ATTR_GPU_PCI_BUS_ID,
  ATTR_GPU_PERSISTENCE_MODE,
  ATTR_GPU_POWER_SOURCE,
  ATTR_HW_DRIVER_VERSION,
  ATTR_HW_FIRMWARE_VERSION,
  ATTR_HW_ID,
  ATTR_HW_MODEL,
  ATTR_HW_NAME,
  ATTR_HW_SERIAL_NUMBER,
  ATTR_HW_VENDOR,
  GPU_INFO,
} from '@tokenscope/semconv'
import type { GpuDevice } from '../device/gpu-device.ts'
import type { MetricPoint } from '../metric-point.ts'
import type { TextKey } from '../query-field.ts'
import { memoryOfProcesses } from './process-points.ts'

const IDENTITY: readonly (readonly [attribute: string, key: TextKey])[] = [
  [ATTR_HW_MODEL, 'name'],
  [ATTR_HW_SERIAL_NUMBER, 'serial'],
  [ATTR_HW_DRIVER_VERSION, 'driverVersion'],
  [ATTR_HW_FIRMWARE_VERSION, 'vbiosVersion'],
  [ATTR_GPU_PCI_BUS_ID, 'pciBusId'],
  [ATTR_GPU_COMPUTE_CAPABILITY, 'computeCapability'],
  [ATTR_GPU_PERSISTENCE_MODE, 'persistenceMode'],
  [ATTR_GPU_MIG_MODE, 'migMode'],
]

/** The one point that says which GPU this is and where its figures come from. It stays the same while the GPU is lost. */
export function infoPoint(device: GpuDevice, nowMs: number): MetricPoint {
  const { identity, powerField, position } = device
  const attributes: Attributes = { [ATTR_HW_ID]: device.id, [ATTR_HW_VENDOR]: 'NVIDIA' }
  if (position !== undefined) {
    attributes[ATTR_HW_NAME] = `GPU ${position}`
    attributes[ATTR_GPU_INDEX] = position
  }
  for (const [attribute, key] of IDENTITY) {
    const text = identity[key]
    if (text !== undefined) attributes[attribute] = text
  }
  if (powerField !== undefined) attributes[ATTR_GPU_POWER_SOURCE] = powerField
  if (device.tellsMemory) attributes[ATTR_GPU_MEMORY_SOURCE] = 'device'
  else if (memoryOfProcesses(device, nowMs) !== undefined) attributes[ATTR_GPU_MEMORY_SOURCE] = 'processes'
  return { metric: GPU_INFO, value: 1, attributes }
}
