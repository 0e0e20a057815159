import type { FakeHost, HostGpu } from './fake-host.ts'

/** A `-q -x` document with what readers of it look for: identity, MIG devices, PCIe throughput, memory. */
export function toXml(host: FakeHost): string {
  return [
    '<?xml version="1.0" ?>',
    '<!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">',
    '<nvidia_smi_log>',
    `\t<driver_version>${host.driverVersion}</driver_version>`,
    `\t<attached_gpus>${host.count}</attached_gpus>`,
    ...host.gpus.filter(({ fake }) => !fake.hidden && fake.handleError === undefined).map(gpuElement),
    '</nvidia_smi_log>',
    '',
  ].join('\n')
}

function gpuElement({ cells, fake }: HostGpu): string {
  const devices = (fake.mig ?? []).map(
    (mig, index) => `<mig_device>
<index>${index}</index><gpu_instance_id>${mig.gpuInstance}</gpu_instance_id><compute_instance_id>${mig.computeInstance ?? 0}</compute_instance_id>
<ecc_error_count><volatile_count><sram_uncorrectable>0</sram_uncorrectable></volatile_count></ecc_error_count>
<fb_memory_usage><total>${mig.memoryTotalMib} MiB</total><used>${mig.memoryUsedMib} MiB</used></fb_memory_usage>
</mig_device>`,
  )
  return `\t<gpu id="${cells['pci.bus_id']}">
<product_name>${cells.name}</product_name>
<uuid>${cells.uuid}</uuid>
<mig_devices>${devices.length > 0 ? devices.join('\n') : 'None'}</mig_devices>
<pci><tx_util>1000 KB/s</tx_util><rx_util>2000 KB/s</rx_util></pci>
</gpu>`
}
