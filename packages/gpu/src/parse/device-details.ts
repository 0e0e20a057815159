import { parseXml, textAt, type XmlElement } from './xml.ts'

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

const GPU = /<gpu[\s>]/g
/** Not the one of a MIG device, which begins with `MIG-`. */
const UUID = /<uuid>\s*(GPU-[^\s<]+)\s*</

/**
 * The GPUs of a `-q -x` document, by the presence of elements: the number in its DOCTYPE is not a version of the schema. A document that was
 * cut short gives the GPUs whose UUID was still printed. Eight GPUs print up to 357 KB, of which nearly nothing is wanted: elements are looked
 * up by their tags, and only the MIG devices become a tree.
 */
export function parseDeviceDetails(xml: string): readonly DeviceDetails[] {
  if (!xml.includes('<nvidia_smi_log>')) return []
  const starts = Array.from(xml.matchAll(GPU), ({ index }) => index)
  return starts.flatMap((start, i) => toDetails(xml.slice(start, starts[i + 1])))
}

function toDetails(gpu: string): DeviceDetails[] {
  const uuid = UUID.exec(gpu)?.[1]
  if (uuid === undefined) return []
  const mig = elementIn(gpu, 'mig_devices')
  const pci = elementIn(gpu, 'pci') ?? ''
  const transmit = toQuantity(textIn(pci, 'tx_util'))
  const receive = toQuantity(textIn(pci, 'rx_util'))
  const migRoot = mig?.includes('<mig_device>') ? parseXml(mig).root : undefined
  return [
    {
      uuid,
      ...(transmit !== undefined && { pcieTransmitBytesPerSecond: transmit }),
      ...(receive !== undefined && { pcieReceiveBytesPerSecond: receive }),
      migDevices: migRoot?.children.filter(({ name }) => name === 'mig_device').flatMap(toMigDevice) ?? [],
    },
  ]
}

/** The first element of that name with its tags, to the end where its end is missing. */
function elementIn(source: string, name: string): string | undefined {
  const start = source.indexOf(`<${name}>`)
  if (start < 0) return undefined
  const close = `</${name}>`
  const end = source.indexOf(close, start)
  return source.slice(start, end < 0 ? undefined : end + close.length)
}

function textIn(source: string, name: string): string | undefined {
  const element = elementIn(source, name)
  return element?.endsWith(`</${name}>`) ? element.slice(name.length + 2, -name.length - 3).trim() : undefined
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

function quantityAt(element: XmlElement, path: string): number | undefined {
  return toQuantity(textAt(element, path))
}

/** A number with its unit as bytes, bytes per second or a plain number; `undefined` for anything else. */
function toQuantity(text: string | undefined): number | undefined {
  const match = QUANTITY.exec(text ?? '')
  if (!match) return undefined
  const factor = match[2] === undefined ? 1 : FACTORS[match[2]]
  return factor === undefined ? undefined : Number(match[1]) * factor
}
