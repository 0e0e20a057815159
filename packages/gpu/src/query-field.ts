import type { MetricDefinition } from '@tokenscope/semconv'

/** Numeric values of a reading. The unit is in the name; ratios and utilisations are 0 to 1, flags 0 or 1. */
export type NumberKey =
  | 'count'
  | 'index'
  | 'utilization'
  | 'encoderUtilization'
  | 'decoderUtilization'
  | 'memoryControllerUtilization'
  | 'memoryTotalBytes'
  | 'memoryUsedBytes'
  | 'memoryFreeBytes'
  | 'memoryReservedBytes'
  | 'powerWatts'
  | 'powerLimitWatts'
  | 'temperatureCelsius'
  | 'memoryTemperatureCelsius'
  | 'thermalHeadroomCelsius'
  | 'fanSpeedRatio'
  | 'smClockHertz'
  | 'memoryClockHertz'
  | 'smMaxClockHertz'
  | 'memoryMaxClockHertz'
  | 'performanceState'
  | 'throttleMask'
  | 'swPowerCapSeconds'
  | 'syncBoostSeconds'
  | 'swThermalSlowdownSeconds'
  | 'hwThermalSlowdownSeconds'
  | 'hwPowerBrakeSlowdownSeconds'
  | 'pcieGeneration'
  | 'pcieMaxGeneration'
  | 'pcieWidth'
  | 'pcieMaxWidth'
  | 'eccCorrected'
  | 'eccUncorrected'
  | 'sramThresholdExceeded'
  | 'retirementPending'
  | 'remappedCorrectable'
  | 'remappedUncorrectable'
  | 'remappingPending'
  | 'remappingFailure'
  | 'resetRequired'

export type TextKey =
  | 'uuid'
  | 'name'
  | 'pciBusId'
  | 'driverVersion'
  | 'vbiosVersion'
  | 'serial'
  | 'persistenceMode'
  | 'migMode'
  | 'computeCapability'
  | 'recoveryAction'
  | 'fabricHealth'

interface FieldBase {
  /** The name that `nvidia-smi --query-gpu` takes. */
  readonly field: string
  /** First driver branch in which the field was seen. */
  readonly since: number
  /** Accepted by every driver from 390 to 610: asked without looking at the help text. */
  readonly core?: true
}

export interface NumberField extends FieldBase {
  readonly key: NumberKey
  /** `mask`: a hexadecimal bit mask; `pstate`: `P0` to `P15`; `flag`: `Yes` or `No`. */
  readonly kind: 'number' | 'mask' | 'pstate' | 'flag'
  /** Factor from the driver's unit to the unit in the key. Default 1. */
  readonly scale?: number
  /** The driver prints 0 for "there is none". */
  readonly zeroIsAbsent?: true
  /** The metric that the value is reported as, unchanged. */
  readonly metric?: MetricDefinition
  readonly attributes?: Readonly<Record<string, string>>
  /** The value belongs to a part of the GPU: `hw.id` is `<uuid>/<component>` and `hw.parent` the GPU. */
  readonly component?: string
}

export interface TextField extends FieldBase {
  readonly key: TextKey
  readonly kind: 'text'
  /** `None` is an answer here, not the lack of one. */
  readonly noneIsValue?: true
}

/** One row of the table that drives the command line, the parser and the instruments. */
export type QueryField = NumberField | TextField
