import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const NVIDIA = '0x10de'
/** PCI base class of display controllers. */
const DISPLAY = '0x03'

/**
 * Whether this host has NVIDIA GPUs and every one is switched off by Linux runtime power management. Starting `nvidia-smi` would wake them up;
 * reading these files does not. Elsewhere than on Linux: false.
 */
export async function areAllGpusAsleep(pciDevices = '/sys/bus/pci/devices'): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const addresses = await readdir(pciDevices).catch(() => [])
  let gpus = 0
  for (const address of addresses) {
    const device = join(pciDevices, address)
    if ((await read(device, 'vendor')) !== NVIDIA) continue
    if (!(await read(device, 'class')).startsWith(DISPLAY)) continue
    gpus++
    if ((await read(device, 'power/runtime_status')) !== 'suspended') return false
  }
  return gpus > 0
}

async function read(device: string, name: string): Promise<string> {
  const text = await readFile(join(device, name), 'utf8').catch(() => '')
  return text.trim()
}
