import { expect, it } from 'vitest'
import { toGpuReading } from '../src/parse/gpu-reading.ts'
import { QUERY_FIELDS } from '../src/query-fields.ts'
import { orderPower } from '../src/reader/discover-fields.ts'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

const POWER = QUERY_FIELDS.filter(({ field }) => field.startsWith('power.draw'))
const source = (intervalMs: number, cells: readonly string[]): string | undefined => {
  const byField = new Map(POWER.map(({ field }, i) => [field, cells[i]!]))
  const fields = orderPower(POWER, intervalMs)
  return toGpuReading(
    fields,
    fields.map(({ field }) => byField.get(field)!),
    0,
  ).powerField
}

it('windows of a second take the mean of the last second, shorter ones the momentary power, where the driver has it', () => {
  expect(POWER.map(({ field }) => field)).toEqual(['power.draw.average', 'power.draw.instant', 'power.draw'])
  expect([source(1_000, ['1', '2', '3']), source(999, ['1', '2', '3']), source(100, ['1', '[N/A]', '3'])]).toEqual([
    'power.draw.average',
    'power.draw.instant',
    'power.draw.average',
  ])
  expect(
    orderPower(QUERY_FIELDS, 100)
      .map(({ field }) => field)
      .toSorted(),
  ).toEqual(QUERY_FIELDS.map(({ field }) => field).toSorted())
})

it('a fast reader asks in that order', async () => {
  const fields = { 'power.draw.average': 100, 'power.draw.instant': 300 }
  await using run = await startFakeGpu({ gpus: [{ fields }] }, { intervalMs: 100, details: false, processes: false })
  expect(await until('a power', () => run.gpu.snapshot()[0]?.values.powerWatts)).toBe(300)
})
