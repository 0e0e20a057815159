import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDeviceDetails } from '../src/parse/device-details.ts'
import { parseXml, textAt } from '../src/parse/xml.ts'
import { CAPTURES_MISSING, capturePath, HAS_CAPTURES } from './captures.ts'

const MIG_DEVICE = `<mig_device>
  <index>1</index><gpu_instance_id>2</gpu_instance_id><compute_instance_id>0</compute_instance_id>
  <uuid>MIG-GPU-a/2/0</uuid>
  <fb_memory_usage><total>20096 MiB</total><used>12 MiB</used></fb_memory_usage>
</mig_device>`
const XML = `<?xml version="1.0" ?>
<!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
<nvidia_smi_log>
  <attached_gpus>2</attached_gpus>
  <gpu id="00000000:01:00.0">
    <mig_devices>${MIG_DEVICE}</mig_devices>
    <uuid>GPU-a</uuid>
    <pci><tx_util>3000 KB/s</tx_util><rx_util>N/A</rx_util></pci>
  </gpu>
  <gpu id="00000000:02:00.0">
    <mig_devices>None</mig_devices>
    <uuid>GPU-b</uuid>
    <nvlink><tx_util>9 KB/s</tx_util></nvlink>
    <pci><tx_util>0 KB/s</tx_util><rx_util>7 KB/s</rx_util></pci>
  </gpu>
</nvidia_smi_log>`
const GPU_A = {
  uuid: 'GPU-a',
  pcieTransmitBytesPerSecond: 3_000_000,
  migDevices: [{ index: 1, gpuInstance: 2, computeInstance: 0, memoryTotalBytes: 20_096 * 1_048_576, memoryUsedBytes: 12 * 1_048_576 }],
}
const GPU_B = { uuid: 'GPU-b', pcieTransmitBytesPerSecond: 0, pcieReceiveBytesPerSecond: 7_000, migDevices: [] }

describe('the details of a host', () => {
  it('are the throughput and the MIG devices of each GPU, under its own UUID', () => {
    expect(parseDeviceDetails(XML)).toEqual([GPU_A, GPU_B])
    expect(parseDeviceDetails(XML.replaceAll('\n', '\r\n'))).toEqual([GPU_A, GPU_B])
  })

  it('that were cut short are the GPUs whose UUID was still printed', () => {
    for (let length = 0; length < XML.length; length++) {
      const uuids = parseDeviceDetails(XML.slice(0, length)).map(({ uuid }) => uuid)
      const printed = ['GPU-a', 'GPU-b'].filter((uuid) => XML.slice(0, length).includes(`<uuid>${uuid}<`))
      expect(uuids).toEqual(printed)
    }
  })

  it('are none in another document', () => {
    expect([parseDeviceDetails('<html><gpu id="1"><uuid>GPU-a</uuid></gpu></html>'), parseDeviceDetails('No devices were found')]).toEqual([
      [],
      [],
    ])
  })

  it.skipIf(!HAS_CAPTURES)(`${HAS_CAPTURES ? '' : `(${CAPTURES_MISSING}) `}are what the tree of each recorded document says`, () => {
    const files = readdirSync(capturePath('')).filter((file) => file.endsWith('.xml'))
    expect(files.length).toBeGreaterThanOrEqual(7)
    for (const file of files) {
      const xml = readFileSync(capturePath(file), 'utf8')
      const gpus = parseXml(xml).root!.children.filter(({ name }) => name === 'gpu')
      const kilobytes = (text: string | undefined): number | undefined =>
        text?.endsWith(' KB/s') ? Number.parseFloat(text) * 1_000 : undefined
      const found = parseDeviceDetails(xml).map((details) => [
        details.uuid,
        details.pcieTransmitBytesPerSecond,
        details.pcieReceiveBytesPerSecond,
        details.migDevices.length,
      ])
      expect(found).toEqual(
        gpus.map((gpu) => [
          textAt(gpu, 'uuid'),
          kilobytes(textAt(gpu, 'pci/tx_util')),
          kilobytes(textAt(gpu, 'pci/rx_util')),
          gpu.children.find(({ name }) => name === 'mig_devices')?.children.length ?? 0,
        ]),
      )
    }
  })
})

it('a figure that was cut in the middle is none', () => {
  const cut = '<nvidia_smi_log><gpu id="0"><uuid>GPU-a</uuid><pci><tx_util>123456 KB/s'
  expect(parseDeviceDetails(cut)).toEqual([{ uuid: 'GPU-a', migDevices: [] }])
})
