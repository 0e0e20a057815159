import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { areAllGpusAsleep } from '../src/reader/sleeping-gpu.ts'

let devices: string

beforeEach(async () => {
  devices = await mkdtemp(join(tmpdir(), 'pci-devices-'))
})
afterEach(() => rm(devices, { recursive: true, force: true }))

async function addDevice(address: string, vendor: string, pciClass: string, status: string): Promise<void> {
  await mkdir(join(devices, address, 'power'), { recursive: true })
  await writeFile(join(devices, address, 'vendor'), `${vendor}\n`)
  await writeFile(join(devices, address, 'class'), `${pciClass}\n`)
  await writeFile(join(devices, address, 'power/runtime_status'), `${status}\n`)
}

describe.skipIf(process.platform !== 'linux')('a laptop', () => {
  it('whose only NVIDIA GPU is suspended sleeps', async () => {
    await addDevice('0000:00:02.0', '0x8086', '0x030000', 'active')
    await addDevice('0000:01:00.0', '0x10de', '0x030000', 'suspended')
    await addDevice('0000:01:00.1', '0x10de', '0x040300', 'active')
    expect(await areAllGpusAsleep(devices)).toBe(true)
  })

  it('with a GPU that is awake does not', async () => {
    await addDevice('0000:01:00.0', '0x10de', '0x030000', 'suspended')
    await addDevice('0000:02:00.0', '0x10de', '0x030200', 'active')
    expect(await areAllGpusAsleep(devices)).toBe(false)
  })

  it('without an NVIDIA GPU, or without these files, does not', async () => {
    expect(await areAllGpusAsleep(devices)).toBe(false)
    expect(await areAllGpusAsleep(join(devices, 'nowhere'))).toBe(false)
  })
})
