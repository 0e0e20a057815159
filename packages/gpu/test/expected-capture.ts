/**
 * What every recorded host must give, written by hand from the recordings. Memory in MiB and clocks in MHz, as the recordings have them:
 * `toBaseUnits` makes bytes and hertz of them.
 */
export interface ExpectedGpu {
  readonly state: string
  readonly throttle: readonly string[]
  /** Which integrated figures there are. */
  readonly timed: readonly string[]
  readonly [metric: string]: unknown
}

export interface ExpectedCapture {
  readonly file: string
  readonly section?: 'idle' | 'load'
  readonly model: string
  readonly driver: string
  readonly powerSource?: string
  readonly gpus: readonly ExpectedGpu[]
  /** Fields that were asked and had no value. */
  readonly absent: readonly string[]
}

/** Integrated figures of a GPU that tells its power and its load. */
export const WITH_POWER: readonly string[] = ['energy', 'busy', 'sampled']

const UNITS: Readonly<Record<string, number>> = { MiB: 1_048_576, MHz: 1_000_000 }

/** `{ 'hw.gpu.memory.usage MiB': 1 }` to `{ 'hw.gpu.memory.usage': 1048576 }`. */
export function toBaseUnits(gpu: ExpectedGpu): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(gpu).map(([name, value]) => {
      const [metric = '', unit] = name.split(' ')
      return [metric, unit === undefined ? value : Number(value) * UNITS[unit]!]
    }),
  )
}

export function pcie(generation: number, maxGeneration: number, width: number, maxWidth: number = width): Record<string, number> {
  return {
    'gpu.pcie.link.generation': generation,
    'gpu.pcie.link.max_generation': maxGeneration,
    'gpu.pcie.link.width': width,
    'gpu.pcie.link.max_width': maxWidth,
  }
}
