import { childrenAt, parseXml, textAt, type XmlElement } from './xml.ts'

/** A MIG device: a slice of a GPU. Memory sizes in bytes. */
export interface MigDevice {
  readonly index: number
  readonly gpuInstance: number
  readonly computeInstance: number
  readonly memoryTotalBytes?: number
  readonly memoryUsedBytes?: number
  readonly eccUncorrected?: number
}

/** What only `nvidia-smi -q -x` tells of a GPU. */
export interface DeviceDetails {
  readonly uuid: string
  /** Bytes per second, seen from the GPU, in a sample of about 20 ms. */
  readonly pcieTransmitBytesPerSecond?: number
  readonly pcieReceiveBytesPerSecond?: number
  readonly migDevices: readonly MigDevice[]
}

const QUANTITY = /^(-?\d+(?:\.\d+)?)(?: (\S+))?$/
/** Factors to bytes. The driver's `KB/s` are 1,000 bytes: NVML counts so. */
const FACTORS: Readonly<Record<string, number>> = { MiB: 1_048_576, 'KB/s': 1_000 }

/**
 * The GPUs of a `-q -x` document, by the presence of elements: the number in its DOCTYPE is not a version of the schema. A document that was
 * cut short gives the GPUs whose UUID was still printed.
 */
export function parseDeviceDetails(xml: string): readonly DeviceDetails[] {
  const { root } = parseXml(xml)
  if (root?.name !== 'nvidia_smi_log') return []
  const details: DeviceDetails[] = []
  for (const gpu of root.children) {
    const uuid = gpu.name === 'gpu' ? textAt(gpu, 'uuid') : undefined
    if (uuid === undefined || !uuid.startsWith('GPU-')) continue
    const transmit = quantityAt(gpu, 'pci/tx_util')
    const receive = quantityAt(gpu, 'pci/rx_util')
    details.push({
      uuid,
      ...(transmit !== undefined && { pcieTransmitBytesPerSecond: transmit }),
      ...(receive !== undefined && { pcieReceiveBytesPerSecond: receive }),
      migDevices: childrenAt(gpu, 'mig_devices', 'mig_device').flatMap(toMigDevice),
    })
  }
  return details
}

function toMigDevice(element: XmlElement): MigDevice[] {
  const index = quantityAt(element, 'index')
  const gpuInstance = quantityAt(element, 'gpu_instance_id')
  const computeInstance = quantityAt(element, 'compute_instance_id')
  if (index === undefined || gpuInstance === undefined || computeInstance === undefined) return []
  const total = quantityAt(element, 'fb_memory_usage/total')
  const used = quantityAt(element, 'fb_memory_usage/used')
  const errors = quantityAt(element, 'ecc_error_count/volatile_count/sram_uncorrectable')
  return [
    {
      index,
      gpuInstance,
      computeInstance,
      ...(total !== undefined && { memoryTotalBytes: total }),
      ...(used !== undefined && { memoryUsedBytes: used }),
      ...(errors !== undefined && { eccUncorrected: errors }),
    },
  ]
}

/** A number with its unit as bytes, bytes per second or a plain number; `undefined` for anything else. */
function quantityAt(element: XmlElement, path: string): number | undefined {
  const match = QUANTITY.exec(textAt(element, path) ?? '')
  if (!match) return undefined
  const factor = match[2] === undefined ? 1 : FACTORS[match[2]]
  return factor === undefined ? undefined : Number(match[1]) * factor
}
