import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DurationSketch } from '../../src/summary/duration-sketch.ts'

const durations = fc.array(fc.double({ min: 0.001, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 400 })
const quantiles = fc.constantFrom(0.01, 0.5, 0.9, 0.95, 0.99, 1)

test('a quantile is at most 1 % off the exact one', () => {
  fc.assert(
    fc.property(durations, quantiles, (values, q) => {
      const sketch = sketchOf(values)
      const exact = exactQuantile(values, q)
      expect(Math.abs((sketch.quantileMs(q) as number) - exact) / exact).toBeLessThanOrEqual(0.01 + 1e-9)
    }),
  )
})

test('two sketches merged are the sketch of all their durations', () => {
  fc.assert(
    fc.property(durations, durations, quantiles, (some, others, q) => {
      const merged = sketchOf(some)
      merged.merge(sketchOf(others))
      expect(merged.quantileMs(q)).toBe(sketchOf([...some, ...others]).quantileMs(q))
      expect(merged.count).toBe(some.length + others.length)
    }),
  )
})

test('the mean is exact', () => {
  expect(sketchOf([1, 2, 9]).meanMs).toBe(4)
})

test('without a duration there is neither mean nor quantile', () => {
  const empty = new DurationSketch()
  expect([empty.meanMs, empty.quantileMs(0.5)]).toEqual([undefined, undefined])
})

test('a million different durations need at most 1,383 buckets', () => {
  const sketch = new DurationSketch()
  for (let i = 0; i < 1_000_000; i++) sketch.add(1e-4 * 1.00004 ** i)
  expect(sketch.bucketCount).toBeLessThanOrEqual(1_383)
  expect(sketch.count).toBe(1_000_000)
})

test('negative, infinite and missing durations do no harm', () => {
  const sketch = sketchOf([-1, Number.POSITIVE_INFINITY, Number.NaN])
  expect([sketch.count, sketch.sumMs]).toEqual([2, 1e9])
})

function sketchOf(values: readonly number[]): DurationSketch {
  const sketch = new DurationSketch()
  for (const value of values) sketch.add(value)
  return sketch
}

function exactQuantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] as number
}
