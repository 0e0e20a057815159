import {
  ATTR_GPU_CLOCK_DOMAIN,
  ATTR_HW_GPU_TASK,
  ATTR_HW_SENSOR_LOCATION,
  GPU_CLOCK_FREQUENCY,
  GPU_CLOCK_MAX_FREQUENCY,
  GPU_MEMORY_CONTROLLER_UTILIZATION,
  GPU_MEMORY_RESERVED,
  GPU_PCIE_GENERATION,
  GPU_PCIE_MAX_GENERATION,
  GPU_PCIE_MAX_WIDTH,
  GPU_PCIE_WIDTH,
  GPU_PERFORMANCE_STATE,
  GPU_POWER_LIMIT,
  GPU_THERMAL_HEADROOM,
  HW_FAN_SPEED_RATIO,
  HW_GPU_MEMORY_LIMIT,
  HW_GPU_MEMORY_USAGE,
  HW_GPU_UTILIZATION,
  HW_POWER,
  HW_TEMPERATURE,
} from '@tokenscope/semconv'
import type { NumberKey, QueryField } from './query-field.ts'

const PERCENT = 0.01
const MEBIBYTE = 1_048_576
const MEGAHERTZ = 1_000_000
const MICROSECOND = 1e-6

/**
 * Every field that is asked of `nvidia-smi --query-gpu`, in the order in which it is asked.
 *
 * Rows with `core` are accepted by every driver from 390 to 610; the others are asked only of a driver whose `--help-query-gpu` names them.
 * `since` is the first driver branch in which the field was seen. Where several rows share a `key`, the first that has a value wins; which power
 * comes first, `orderPower` decides.
 */
export const QUERY_FIELDS: readonly QueryField[] = [
  { field: 'count', core: true, since: 390, key: 'count', kind: 'number' },
  { field: 'index', core: true, since: 390, key: 'index', kind: 'number' },
  { field: 'uuid', core: true, since: 390, key: 'uuid', kind: 'text' },
  { field: 'name', core: true, since: 390, key: 'name', kind: 'text' },
  { field: 'pci.bus_id', core: true, since: 390, key: 'pciBusId', kind: 'text' },
  { field: 'driver_version', core: true, since: 390, key: 'driverVersion', kind: 'text' },
  { field: 'vbios_version', since: 390, key: 'vbiosVersion', kind: 'text' },
  { field: 'serial', since: 390, key: 'serial', kind: 'text' },
  { field: 'persistence_mode', core: true, since: 390, key: 'persistenceMode', kind: 'text' },
  { field: 'mig.mode.current', since: 450, key: 'migMode', kind: 'text' },
  { field: 'compute_cap', since: 535, key: 'computeCapability', kind: 'text' },

  {
    field: 'utilization.gpu',
    core: true,
    since: 390,
    key: 'utilization',
    kind: 'number',
    scale: PERCENT,
    metric: HW_GPU_UTILIZATION,
    attributes: { [ATTR_HW_GPU_TASK]: 'general' },
  },
  {
    field: 'utilization.encoder',
    since: 535,
    key: 'encoderUtilization',
    kind: 'number',
    scale: PERCENT,
    metric: HW_GPU_UTILIZATION,
    attributes: { [ATTR_HW_GPU_TASK]: 'encoder' },
  },
  {
    field: 'utilization.decoder',
    since: 535,
    key: 'decoderUtilization',
    kind: 'number',
    scale: PERCENT,
    metric: HW_GPU_UTILIZATION,
    attributes: { [ATTR_HW_GPU_TASK]: 'decoder' },
  },
  {
    field: 'utilization.memory',
    core: true,
    since: 390,
    key: 'memoryControllerUtilization',
    kind: 'number',
    scale: PERCENT,
    metric: GPU_MEMORY_CONTROLLER_UTILIZATION,
  },

  {
    field: 'memory.total',
    core: true,
    since: 390,
    key: 'memoryTotalBytes',
    kind: 'number',
    scale: MEBIBYTE,
    metric: HW_GPU_MEMORY_LIMIT,
    zeroIsAbsent: true,
  },
  { field: 'memory.used', core: true, since: 390, key: 'memoryUsedBytes', kind: 'number', scale: MEBIBYTE, metric: HW_GPU_MEMORY_USAGE },
  { field: 'memory.free', core: true, since: 390, key: 'memoryFreeBytes', kind: 'number', scale: MEBIBYTE },
  { field: 'memory.reserved', since: 535, key: 'memoryReservedBytes', kind: 'number', scale: MEBIBYTE, metric: GPU_MEMORY_RESERVED },

  { field: 'power.draw.average', since: 535, key: 'powerWatts', kind: 'number', metric: HW_POWER },
  { field: 'power.draw.instant', since: 535, key: 'powerWatts', kind: 'number', metric: HW_POWER },
  { field: 'power.draw', core: true, since: 390, key: 'powerWatts', kind: 'number', metric: HW_POWER },
  {
    field: 'enforced.power.limit',
    core: true,
    since: 390,
    key: 'powerLimitWatts',
    kind: 'number',
    metric: GPU_POWER_LIMIT,
    zeroIsAbsent: true,
  },
  { field: 'power.limit', core: true, since: 390, key: 'powerLimitWatts', kind: 'number', metric: GPU_POWER_LIMIT, zeroIsAbsent: true },

  {
    field: 'temperature.gpu',
    core: true,
    since: 390,
    key: 'temperatureCelsius',
    kind: 'number',
    metric: HW_TEMPERATURE,
    component: 'temp/gpu',
    attributes: { [ATTR_HW_SENSOR_LOCATION]: 'gpu' },
  },
  {
    field: 'temperature.memory',
    since: 418,
    key: 'memoryTemperatureCelsius',
    kind: 'number',
    metric: HW_TEMPERATURE,
    component: 'temp/memory',
    attributes: { [ATTR_HW_SENSOR_LOCATION]: 'memory' },
  },
  { field: 'temperature.gpu.tlimit', since: 535, key: 'thermalHeadroomCelsius', kind: 'number', metric: GPU_THERMAL_HEADROOM },
  {
    field: 'fan.speed',
    core: true,
    since: 390,
    key: 'fanSpeedRatio',
    kind: 'number',
    scale: PERCENT,
    metric: HW_FAN_SPEED_RATIO,
    component: 'fan',
  },

  {
    field: 'clocks.sm',
    core: true,
    since: 390,
    key: 'smClockHertz',
    kind: 'number',
    scale: MEGAHERTZ,
    metric: GPU_CLOCK_FREQUENCY,
    attributes: { [ATTR_GPU_CLOCK_DOMAIN]: 'sm' },
  },
  {
    field: 'clocks.mem',
    core: true,
    since: 390,
    key: 'memoryClockHertz',
    kind: 'number',
    scale: MEGAHERTZ,
    metric: GPU_CLOCK_FREQUENCY,
    attributes: { [ATTR_GPU_CLOCK_DOMAIN]: 'memory' },
  },
  {
    field: 'clocks.max.sm',
    core: true,
    since: 390,
    key: 'smMaxClockHertz',
    kind: 'number',
    scale: MEGAHERTZ,
    metric: GPU_CLOCK_MAX_FREQUENCY,
    attributes: { [ATTR_GPU_CLOCK_DOMAIN]: 'sm' },
  },
  {
    field: 'clocks.max.mem',
    since: 390,
    key: 'memoryMaxClockHertz',
    kind: 'number',
    scale: MEGAHERTZ,
    metric: GPU_CLOCK_MAX_FREQUENCY,
    attributes: { [ATTR_GPU_CLOCK_DOMAIN]: 'memory' },
  },
  { field: 'pstate', core: true, since: 390, key: 'performanceState', kind: 'pstate', metric: GPU_PERFORMANCE_STATE },

  // The name before 535; every driver up to 610 still takes it.
  { field: 'clocks_throttle_reasons.active', core: true, since: 390, key: 'throttleMask', kind: 'mask' },
  throttleCounter('sw_power_cap', 'swPowerCapSeconds'),
  throttleCounter('sync_boost', 'syncBoostSeconds'),
  throttleCounter('sw_thermal_slowdown', 'swThermalSlowdownSeconds'),
  throttleCounter('hw_thermal_slowdown', 'hwThermalSlowdownSeconds'),
  throttleCounter('hw_power_brake_slowdown', 'hwPowerBrakeSlowdownSeconds'),

  { field: 'pcie.link.gen.gpucurrent', since: 535, key: 'pcieGeneration', kind: 'number', metric: GPU_PCIE_GENERATION },
  { field: 'pcie.link.gen.current', core: true, since: 390, key: 'pcieGeneration', kind: 'number', metric: GPU_PCIE_GENERATION },
  { field: 'pcie.link.gen.max', since: 390, key: 'pcieMaxGeneration', kind: 'number', metric: GPU_PCIE_MAX_GENERATION },
  { field: 'pcie.link.width.current', core: true, since: 390, key: 'pcieWidth', kind: 'number', metric: GPU_PCIE_WIDTH },
  { field: 'pcie.link.width.max', since: 390, key: 'pcieMaxWidth', kind: 'number', metric: GPU_PCIE_MAX_WIDTH },

  { field: 'ecc.errors.corrected.volatile.total', core: true, since: 390, key: 'eccCorrected', kind: 'number' },
  { field: 'ecc.errors.uncorrected.volatile.total', core: true, since: 390, key: 'eccUncorrected', kind: 'number' },
  { field: 'ecc.errors.uncorrected.aggregate.sram.thresholdExceeded', since: 590, key: 'sramThresholdExceeded', kind: 'flag' },
  { field: 'retired_pages.pending', core: true, since: 390, key: 'retirementPending', kind: 'flag' },
  { field: 'remapped_rows.correctable', since: 590, key: 'remappedCorrectable', kind: 'number' },
  { field: 'remapped_rows.uncorrectable', since: 590, key: 'remappedUncorrectable', kind: 'number' },
  { field: 'remapped_rows.pending', since: 590, key: 'remappingPending', kind: 'flag' },
  { field: 'remapped_rows.failure', since: 590, key: 'remappingFailure', kind: 'flag' },
  { field: 'gpu_recovery_action', since: 590, key: 'recoveryAction', kind: 'text', noneIsValue: true },
  { field: 'reset_status.reset_required', since: 535, key: 'resetRequired', kind: 'flag' },
  { field: 'fabric.health.summary', since: 590, key: 'fabricHealth', kind: 'text' },
]

/** Time that a reason has lowered the clocks, microseconds since the driver was loaded. */
function throttleCounter(reason: string, key: NumberKey): QueryField {
  return { field: `clocks_event_reasons_counters.${reason}`, since: 590, key, kind: 'number', scale: MICROSECOND }
}
