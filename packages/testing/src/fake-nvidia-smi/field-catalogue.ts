/** A field of `--query-gpu`: its names, the drivers that know it, its unit and what a healthy GPU says. */
export interface CatalogueField {
  readonly name: string
  readonly alias?: string
  /** First and last driver branch that knows it; default every one. */
  readonly since?: number
  readonly until?: number
  readonly unit?: string
  readonly value: string
}

const PERCENT = '%'

/** What the fake driver knows when no capture says otherwise. */
export const FIELD_CATALOGUE: readonly CatalogueField[] = [
  { name: 'timestamp', value: '2026/01/01 00:00:00.000' },
  { name: 'driver_version', value: '' },
  { name: 'count', value: '' },
  { name: 'name', alias: 'gpu_name', value: 'NVIDIA H100 80GB HBM3' },
  { name: 'serial', alias: 'gpu_serial', value: '0000000000000' },
  { name: 'uuid', alias: 'gpu_uuid', value: '' },
  { name: 'pci.bus_id', alias: 'gpu_bus_id', value: '' },
  { name: 'index', value: '' },
  { name: 'vbios_version', value: '96.00.A5.00.01' },
  { name: 'persistence_mode', value: 'Enabled' },
  { name: 'mig.mode.current', since: 450, value: 'Disabled' },
  { name: 'compute_cap', since: 510, value: '9.0' },
  { name: 'utilization.gpu', unit: PERCENT, value: '0' },
  { name: 'utilization.memory', unit: PERCENT, value: '0' },
  { name: 'utilization.encoder', since: 535, unit: PERCENT, value: '0' },
  { name: 'utilization.decoder', since: 535, unit: PERCENT, value: '0' },
  { name: 'memory.total', unit: 'MiB', value: '81559' },
  { name: 'memory.reserved', since: 510, unit: 'MiB', value: '479' },
  { name: 'memory.used', unit: 'MiB', value: '0' },
  { name: 'memory.free', unit: 'MiB', value: '81081' },
  { name: 'power.draw', unit: 'W', value: '69.85' },
  { name: 'power.draw.average', since: 535, unit: 'W', value: '69.85' },
  { name: 'power.draw.instant', since: 535, unit: 'W', value: '69.62' },
  { name: 'power.limit', unit: 'W', value: '700.00' },
  { name: 'enforced.power.limit', unit: 'W', value: '700.00' },
  { name: 'temperature.gpu', value: '41' },
  { name: 'temperature.gpu.tlimit', since: 535, value: '46' },
  { name: 'temperature.memory', since: 418, value: '48' },
  { name: 'fan.speed', unit: PERCENT, value: '[N/A]' },
  { name: 'pstate', value: 'P0' },
  { name: 'clocks_event_reasons.active', alias: 'clocks_throttle_reasons.active', value: '0x0000000000000001' },
  { name: 'clocks_event_reasons_counters.sw_power_cap', since: 560, unit: 'us', value: '0' },
  { name: 'clocks_event_reasons_counters.sync_boost', since: 560, unit: 'us', value: '0' },
  { name: 'clocks_event_reasons_counters.sw_thermal_slowdown', since: 560, unit: 'us', value: '0' },
  { name: 'clocks_event_reasons_counters.hw_thermal_slowdown', since: 560, unit: 'us', value: '0' },
  { name: 'clocks_event_reasons_counters.hw_power_brake_slowdown', since: 560, unit: 'us', value: '0' },
  { name: 'clocks.current.sm', alias: 'clocks.sm', unit: 'MHz', value: '345' },
  { name: 'clocks.current.memory', alias: 'clocks.mem', unit: 'MHz', value: '2619' },
  { name: 'clocks.max.sm', unit: 'MHz', value: '1980' },
  { name: 'clocks.max.memory', alias: 'clocks.max.mem', unit: 'MHz', value: '2619' },
  { name: 'pcie.link.gen.current', value: '5' },
  { name: 'pcie.link.gen.gpucurrent', since: 535, value: '5' },
  { name: 'pcie.link.gen.max', value: '5' },
  { name: 'pcie.link.width.current', value: '16' },
  { name: 'pcie.link.width.max', value: '16' },
  { name: 'ecc.errors.corrected.volatile.total', value: '0' },
  { name: 'ecc.errors.uncorrected.volatile.total', value: '0' },
  { name: 'ecc.errors.uncorrected.aggregate.sram.thresholdExceeded', since: 590, value: 'No' },
  { name: 'retired_pages.pending', value: '[N/A]' },
  { name: 'remapped_rows.correctable', since: 590, value: '0' },
  { name: 'remapped_rows.uncorrectable', since: 590, value: '0' },
  { name: 'remapped_rows.pending', since: 590, value: 'No' },
  { name: 'remapped_rows.failure', since: 590, value: 'No' },
  { name: 'gpu_recovery_action', since: 590, value: 'None' },
  { name: 'reset_status.reset_required', since: 535, until: 550, value: 'No' },
  { name: 'fabric.health.summary', since: 590, value: 'N/A' },
]

/** The fields that a driver of this branch (550 of `550.163.01`) knows. */
export function fieldsOfDriver(branch: number): readonly CatalogueField[] {
  return FIELD_CATALOGUE.filter(({ since = 0, until = Number.POSITIVE_INFINITY }) => branch >= since && branch <= until)
}
