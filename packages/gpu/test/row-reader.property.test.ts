import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GpuReading, splitRow, toGpuReading } from '../src/parse/gpu-reading.ts'
import { RowReader } from '../src/parse/row-reader.ts'
import type { QueryField } from '../src/query-field.ts'
import { QUERY_FIELDS } from '../src/query-fields.ts'

const NAMES = [
  'index',
  'uuid',
  'name',
  'utilization.gpu',
  'power.draw.average',
  'power.draw.instant',
  'power.draw',
  'enforced.power.limit',
  'power.limit',
  'pstate',
  'clocks_throttle_reasons.active',
  'retired_pages.pending',
  'gpu_recovery_action',
]
const FIELDS: readonly QueryField[] = QUERY_FIELDS.filter(({ field }) => NAMES.includes(field))

/** What a driver may print in a cell of each kind, the odd words more often than it would. */
const TEXTS: Readonly<Record<QueryField['kind'], readonly string[]>> = {
  number: ['0', '0.00', '7', '70', '700.00', '-3', '[N/A]', '[GPU is lost]', '', ' 7', '7 ', '7 %', '1e3'],
  mask: ['0x0000000000000000', '0x0000000000000004', '0x4', '[N/A]', '4'],
  pstate: ['P0', 'P8', 'P12', '[Unknown Error]'],
  flag: ['Yes', 'No', '[N/A]'],
  text: ['None', 'Reboot', 'NVIDIA H100', '[N/A]'],
}

function row(uuid: string): fc.Arbitrary<string> {
  const cells = FIELDS.map(({ key, kind }) =>
    key === 'uuid' ? fc.constantFrom(uuid, uuid, uuid, '[GPU is lost]') : fc.constantFrom(...TEXTS[kind]),
  )
  return fc.tuple(...cells).map((texts) => texts.join(', '))
}

/** A row, and which of its cells go on from the row before: most do. */
function cellsOf(uuid: string): fc.Arbitrary<{ readonly cells: readonly string[]; readonly changes: readonly boolean[] }> {
  const changes = fc.array(
    fc.nat(5).map((n) => n === 0),
    { minLength: FIELDS.length, maxLength: FIELDS.length },
  )
  return fc.record({ cells: row(uuid).map((text) => text.split(', ')), changes })
}

function copy(reading: GpuReading | undefined): unknown {
  return reading && structuredClone(reading)
}

describe('rows that are read one after the other', () => {
  it('give what each of them gives alone, whatever changes from row to row', () => {
    const passes = fc.array(fc.tuple(cellsOf('GPU-a'), cellsOf('GPU-b'), cellsOf('GPU-c'), fc.nat(9)), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(passes, (all) => {
        const reader = new RowReader(FIELDS)
        const last: (readonly string[])[] = []
        let atMs = 0
        for (const [a, b, c, oddity] of all) {
          for (const [gpu, { cells, changes }] of [a, b, c].entries()) {
            // A row is missing, or a line that is no row comes between.
            if (oddity === gpu) continue
            if (oddity === gpu + 3) expect(reader.read('Detected Critical Xid Error, 1, 2', atMs)).toBeUndefined()
            last[gpu] = cells.map((text, i) => (changes[i] ? text : (last[gpu]?.[i] ?? text)))
            const line = last[gpu].join(', ')
            expect(copy(reader.read(line, ++atMs))).toEqual(copy(toGpuReading(FIELDS, splitRow(line, FIELDS)!, atMs)))
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('use the object of a GPU again when only numbers change, and a new one when more does', () => {
    const fields = FIELDS.filter(({ field }) => ['uuid', 'utilization.gpu', 'gpu_recovery_action'].includes(field))
    const reader = new RowReader(fields)
    const first = reader.read('GPU-a, 10, None', 0)
    reader.read('GPU-a, 20, None', 1)
    const third = reader.read('GPU-a, 30, None', 2)
    expect(reader.read('GPU-a, 31, None', 3)).toBe(third)
    expect(third).toEqual({ atMs: 3, numbers: { utilization: 0.31 }, texts: { uuid: 'GPU-a', recoveryAction: 'None' }, absent: [] })
    expect(reader.read('GPU-a, 31, Reboot', 4)).not.toBe(third)
    expect(first?.numbers.utilization).toBe(0.1)
  })

  it('are read whole when a cell changes that holds no number, also at the end of the row', () => {
    const fields = FIELDS.filter(({ field }) => ['uuid', 'power.draw.average', 'power.draw'].includes(field))
    const reader = new RowReader(fields)
    const lines = [
      'GPU-a, 10, 11',
      'GPU-a, 20, 21',
      'GPU-a, 20, 22',
      'GPU-a, [N/A], 22',
      'GPU-a, 30, [N/A]',
      'GPU-a, 30, 3',
      'GPU-a, 30, 3, 4',
    ]
    const powers = lines.map((line) => {
      const reading = reader.read(line, 0)
      return [reading?.numbers.powerWatts, reading?.powerField]
    })
    expect(powers).toEqual([
      [10, 'power.draw.average'],
      [20, 'power.draw.average'],
      [20, 'power.draw.average'],
      [22, 'power.draw'],
      [30, 'power.draw.average'],
      [30, 'power.draw.average'],
      [undefined, undefined],
    ])
  })
})
