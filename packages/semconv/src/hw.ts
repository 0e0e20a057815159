/**
 * Attribute names of the OpenTelemetry hardware conventions (`hw.*`), as far as a GPU needs them.
 *
 * https://github.com/open-telemetry/semantic-conventions/blob/main/docs/hardware (stability: development).
 */

/** Required on every `hw.*` point. A GPU's UUID; a MIG device's UUID; for a sensor of a GPU, the UUID and the sensor: `<uuid>/temp/gpu`. */
export const ATTR_HW_ID = 'hw.id'
/** A name that people recognise. */
export const ATTR_HW_NAME = 'hw.name'
/** The `hw.id` of the GPU that a MIG device, a fan or a sensor belongs to. */
export const ATTR_HW_PARENT = 'hw.parent'
/** Required on `hw.energy`, `hw.power`, `hw.errors` and `hw.status`: {@link HW_TYPE_GPU}. */
export const ATTR_HW_TYPE = 'hw.type'
/** Required on `hw.status`: one of {@link HW_STATES}. */
export const ATTR_HW_STATE = 'hw.state'
/** Which unit of the GPU is meant: one of {@link HW_GPU_TASKS}. */
export const ATTR_HW_GPU_TASK = 'hw.gpu.task'
/** Where a temperature is measured: `gpu` or `memory`. */
export const ATTR_HW_SENSOR_LOCATION = 'hw.sensor_location'
/** Product name: `NVIDIA H100 80GB HBM3`. */
export const ATTR_HW_MODEL = 'hw.model'
/** `NVIDIA`. */
export const ATTR_HW_VENDOR = 'hw.vendor'
/** Serial number, where the board has one. */
export const ATTR_HW_SERIAL_NUMBER = 'hw.serial_number'
/** Version of the NVIDIA driver. */
export const ATTR_HW_DRIVER_VERSION = 'hw.driver_version'
/** The VBIOS version. */
export const ATTR_HW_FIRMWARE_VERSION = 'hw.firmware_version'

/** Direction of a PCIe or NVLink transfer, seen from the GPU: one of {@link IO_DIRECTIONS}. */
export const ATTR_NETWORK_IO_DIRECTION = 'network.io.direction'
/** Process id, in the namespace that the driver sees. */
export const ATTR_PROCESS_PID = 'process.pid'
/** Name of the executable. */
export const ATTR_PROCESS_EXECUTABLE_NAME = 'process.executable.name'

export const HW_TYPE_GPU = 'gpu'

/** All states are reported at once, one with 1 and the others with 0. */
export const HW_STATES = ['ok', 'degraded', 'failed', 'predicted_failure'] as const
export type HwState = (typeof HW_STATES)[number]

export const HW_GPU_TASKS = ['general', 'encoder', 'decoder'] as const
export type HwGpuTask = (typeof HW_GPU_TASKS)[number]

/** `error.type` of `hw.errors`: what the error correction could do about it. */
export const HW_ERROR_TYPES = ['corrected', 'uncorrected'] as const
export type HwErrorType = (typeof HW_ERROR_TYPES)[number]

export const IO_DIRECTIONS = ['receive', 'transmit'] as const
export type IoDirection = (typeof IO_DIRECTIONS)[number]
