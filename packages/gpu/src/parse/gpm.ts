/** GPM metrics of Hopper and later, in the order in which they are asked. Ratios 0 to 1, rates in bytes per second. */
export type GpmKey =
  | 'smUtilization'
  | 'smOccupancy'
  | 'tensorUtilization'
  | 'dramUtilization'
  | 'pcieTransmitBytesPerSecond'
  | 'pcieReceiveBytesPerSecond'
  | 'nvlinkReceiveBytesPerSecond'
  | 'nvlinkTransmitBytesPerSecond'

export interface GpmField {
  /** Number of the metric: an argument of `--gpm-metrics`. */
  readonly id: number
  readonly key: GpmKey
}

/** Ascending, as the tool prints them. */
export const GPM_FIELDS: readonly GpmField[] = [
  { id: 2, key: 'smUtilization' },
  { id: 3, key: 'smOccupancy' },
  { id: 5, key: 'tensorUtilization' },
  { id: 10, key: 'dramUtilization' },
  { id: 20, key: 'pcieTransmitBytesPerSecond' },
  { id: 21, key: 'pcieReceiveBytesPerSecond' },
  { id: 60, key: 'nvlinkReceiveBytesPerSecond' },
  { id: 61, key: 'nvlinkTransmitBytesPerSecond' },
]

/** A metric is the difference of two samples, so the first pass prints `-`: three passes, a second apart. */
export const GPM_ARGS: readonly string[] = ['dmon', '--gpm-metrics', GPM_FIELDS.map(({ id }) => id).join(','), '-s', 'p', '-c', '3']

export type GpmReading = Readonly<Partial<Record<GpmKey, number>>>

const FACTORS: Readonly<Record<string, number>> = { '%': 0.01, 'MiB/s': 1_048_576, 'MB/s': 1_000_000, 'KiB/s': 1_024, 'B/s': 1 }

/**
 * The last values of each GPU index in the output of {@link GPM_ARGS}. The columns are found by the `GPM:` in front of their unit; when there
 * are not exactly as many as were asked, nothing is taken: a column under the wrong name is worse than none.
 */
export function parseGpm(output: string): ReadonlyMap<number, GpmReading> {
  const readings = new Map<number, GpmReading>()
  let columns: readonly { readonly at: number; readonly factor: number; readonly key: GpmKey }[] = []
  for (const line of output.split(/\r?\n/)) {
    const words = line.replace(/^#/, ' ').trim().split(/\s+/)
    if (line.startsWith('#')) {
      if (line.includes('GPM:')) columns = toColumns(words)
      continue
    }
    const index = Number(words[0])
    if (columns.length === 0 || !/^\d+$/.test(words[0] ?? '')) continue
    const reading: Partial<Record<GpmKey, number>> = {}
    for (const { at, factor, key } of columns) if (/^\d+(\.\d+)?$/.test(words[at] ?? '')) reading[key] = Number(words[at]) * factor
    if (Object.keys(reading).length > 0) readings.set(index, reading)
  }
  return readings
}

function toColumns(units: readonly string[]): { at: number; factor: number; key: GpmKey }[] {
  const found = units.flatMap((unit, at) => (unit.startsWith('GPM:') ? [{ at, factor: FACTORS[unit.slice(4)] }] : []))
  if (found.length !== GPM_FIELDS.length) return []
  return found.flatMap(({ at, factor }, i) => (factor === undefined ? [] : [{ at, factor, key: GPM_FIELDS[i]!.key }]))
}
