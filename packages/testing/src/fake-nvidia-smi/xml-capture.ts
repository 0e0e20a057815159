import type { CapturedHost } from './fake-host.ts'
import { fieldsOfDriver } from './field-catalogue.ts'

/** Where the XML of the various drivers holds what a field says: the first path that exists. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  name: ['product_name'],
  serial: ['serial'],
  uuid: ['uuid'],
  'pci.bus_id': ['pci/pci_bus_id'],
  vbios_version: ['vbios_version'],
  persistence_mode: ['persistence_mode'],
  'mig.mode.current': ['mig_mode/current_mig'],
  'utilization.gpu': ['utilization/gpu_util'],
  'utilization.memory': ['utilization/memory_util'],
  'utilization.encoder': ['utilization/encoder_util'],
  'utilization.decoder': ['utilization/decoder_util'],
  'memory.total': ['fb_memory_usage/total'],
  'memory.reserved': ['fb_memory_usage/reserved'],
  'memory.used': ['fb_memory_usage/used'],
  'memory.free': ['fb_memory_usage/free'],
  'power.draw': [
    'gpu_power_readings/power_draw',
    'power_readings/power_draw',
    'gpu_power_readings/average_power_draw',
    'gpu_power_readings/instant_power_draw',
  ],
  'power.draw.average': ['gpu_power_readings/average_power_draw'],
  'power.draw.instant': ['gpu_power_readings/instant_power_draw'],
  'power.limit': ['gpu_power_readings/requested_power_limit', 'power_readings/power_limit'],
  'enforced.power.limit': ['gpu_power_readings/current_power_limit', 'power_readings/enforced_power_limit'],
  'temperature.gpu': ['temperature/gpu_temp'],
  'temperature.gpu.tlimit': ['temperature/gpu_temp_tlimit'],
  'temperature.memory': ['temperature/memory_temp'],
  'fan.speed': ['fan_speed'],
  pstate: ['performance_state'],
  'clocks_event_reasons_counters.sw_power_cap': ['clocks_event_reasons_counters/clocks_event_reasons_counters_sw_power_cap'],
  'clocks_event_reasons_counters.sync_boost': ['clocks_event_reasons_counters/clocks_event_reasons_counters_sync_boost'],
  'clocks_event_reasons_counters.sw_thermal_slowdown': ['clocks_event_reasons_counters/clocks_event_reasons_counters_sw_therm_slowdown'],
  'clocks_event_reasons_counters.hw_thermal_slowdown': ['clocks_event_reasons_counters/clocks_event_reasons_counters_hw_therm_slowdown'],
  'clocks_event_reasons_counters.hw_power_brake_slowdown': ['clocks_event_reasons_counters/clocks_event_reasons_counters_hw_power_brake'],
  'clocks.current.sm': ['clocks/sm_clock'],
  'clocks.current.memory': ['clocks/mem_clock'],
  'clocks.max.sm': ['max_clocks/sm_clock'],
  'clocks.max.memory': ['max_clocks/mem_clock'],
  'pcie.link.gen.current': ['pci/pci_gpu_link_info/pcie_gen/current_link_gen'],
  'pcie.link.gen.gpucurrent': ['pci/pci_gpu_link_info/pcie_gen/device_current_link_gen'],
  'pcie.link.gen.max': ['pci/pci_gpu_link_info/pcie_gen/max_link_gen'],
  'pcie.link.width.current': ['pci/pci_gpu_link_info/link_widths/current_link_width'],
  'pcie.link.width.max': ['pci/pci_gpu_link_info/link_widths/max_link_width'],
  'ecc.errors.uncorrected.aggregate.sram.thresholdExceeded': ['ecc_errors/aggregate/sram_threshold_exceeded'],
  'retired_pages.pending': ['retired_pages/pending_retirement'],
  'remapped_rows.correctable': ['remapped_rows/remapped_row_corr'],
  'remapped_rows.uncorrectable': ['remapped_rows/remapped_row_unc'],
  'remapped_rows.pending': ['remapped_rows/remapped_row_pending'],
  'remapped_rows.failure': ['remapped_rows/remapped_row_failure'],
  gpu_recovery_action: ['gpu_recovery_action'],
  'reset_status.reset_required': ['gpu_reset_status/reset_required'],
}

/** Sums of several elements: the query has a total where newer XML has parts. */
const SUMS: Readonly<Record<string, readonly RegExp[]>> = {
  'ecc.errors.corrected.volatile.total': [/<single_bit>[\s\S]*?<total>(\d+)<\/total>/g, /<[sd]ram_correctable>(\d+)</g],
  'ecc.errors.uncorrected.volatile.total': [/<double_bit>[\s\S]*?<total>(\d+)<\/total>/g, /<[sd]ram_uncorrectable(?:_\w+)?>(\d+)</g],
}

/** Bits of the mask by the ends of the elements' names. */
const REASONS: readonly string[] = [
  'gpu_idle',
  'applications_clocks_setting',
  'sw_power_cap',
  'hw_slowdown',
  'sync_boost',
  'sw_thermal_slowdown',
  'hw_thermal_slowdown',
  'hw_power_brake_slowdown',
  'display_clocks_setting',
]

/** Reads what `nvidia-smi -q -x` printed, and answers the CSV query as the same driver would. */
export function readXmlCapture(xml: string): CapturedHost {
  const driverVersion = inside(xml, 'driver_version') ?? ''
  const count = inside(xml, 'attached_gpus') ?? '1'
  const fields = fieldsOfDriver(Number.parseInt(driverVersion, 10))
  const elements = [...xml.matchAll(/<gpu id=[\s\S]*?<\/gpu>/g)].map(([element]) => element)
  const gpus = elements.map((element, index) => ({
    // The elements of MIG devices have the names of the GPU's own.
    ...Object.fromEntries(fields.map(({ name }) => [name, cellOf(element.replace(/<mig_devices>[\s\S]*<\/mig_devices>/, ''), name)])),
    driver_version: driverVersion,
    count,
    index: String(index),
  }))
  const apps = elements.flatMap((element) =>
    [...element.matchAll(/<process_info>[\s\S]*?<\/process_info>/g)]
      .filter(([info]) => inside(info, 'type')?.startsWith('C'))
      .map(([info]) => ({
        gpuUuid: inside(element, 'uuid') ?? '',
        pid: inside(info, 'pid') ?? '',
        name: inside(info, 'process_name') ?? '',
        memory: toCell(inside(info, 'used_memory') ?? ''),
      })),
  )
  return { driverVersion, count: Number(count), fields, gpus, apps, xml }
}

function cellOf(gpu: string, field: string): string {
  if (field === 'clocks_event_reasons.active') return maskOf(gpu)
  if (SUMS[field]) return sumOf(inside(inside(gpu, 'ecc_errors') ?? '', 'volatile') ?? '', SUMS[field])
  for (const path of PATHS[field] ?? []) {
    let scope: string | undefined = gpu
    for (const name of path.split('/')) scope = scope === undefined ? undefined : inside(scope, name)
    if (scope !== undefined && scope !== 'N/A') return toCell(scope)
  }
  return '[N/A]'
}

/** The text or inner XML of the first element of that name. */
function inside(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`).exec(xml)?.[1]?.trim()
}

function toCell(text: string): string {
  if (text === 'N/A') return '[N/A]'
  return /^(-?\d+(?:\.\d+)?)(?: (?:%|MiB|W|MHz|C|us)|x)$/.exec(text)?.[1] ?? text
}

function maskOf(gpu: string): string {
  const bits = REASONS.map((reason, bit) => (new RegExp(`_reason_${reason}>Active<`).test(gpu) ? 2 ** bit : 0))
  return `0x${bits
    .reduce((sum, bit) => sum + bit, 0)
    .toString(16)
    .toUpperCase()
    .padStart(16, '0')}`
}

function sumOf(scope: string, patterns: readonly RegExp[]): string {
  for (const pattern of patterns) {
    const found = [...scope.matchAll(pattern)].map((match) => Number(match[1]))
    if (found.length > 0) return String(found.reduce((sum, value) => sum + value, 0))
  }
  return '[N/A]'
}
