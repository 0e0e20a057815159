import { CLIENT_OPERATION_DURATION, REQUESTS } from '@tokenscope/semconv'
import { describe, expect, it } from 'vitest'
import { CARDINALITY_LIMIT, MetricCells } from '../src/index.ts'

describe('metric cells', () => {
  it('are one for the same attributes in any order', () => {
    const cells = new MetricCells()
    expect(cells.sum(REQUESTS, { a: 1, b: 2 })).toBe(cells.sum(REQUESTS, { b: 2, a: 1 }))
    expect(cells.sum(REQUESTS, { a: 1 })).not.toBe(cells.sum(REQUESTS, { a: '1' }))
  })

  it('put a value that equals a boundary into the bucket that ends there', () => {
    const cell = new MetricCells().histogram(CLIENT_OPERATION_DURATION, {})
    cell.record(3)
    cell.record(3.0001)
    expect(cell.counts[CLIENT_OPERATION_DURATION.buckets!.indexOf(3)]).toBe(1)
    expect(cell.counts[CLIENT_OPERATION_DURATION.buckets!.indexOf(5)]).toBe(1)
  })

  it('ignore what is not a finite number', () => {
    const cells = new MetricCells()
    const histogram = cells.histogram(CLIENT_OPERATION_DURATION, {})
    const sum = cells.sum(REQUESTS, {})
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      histogram.record(value)
      sum.add(value)
    }
    expect([histogram.count, histogram.sum, sum.value]).toEqual([0, 0, 0])
  })

  it('fold series beyond the limit into one overflow series, and lose no count', () => {
    const cells = new MetricCells()
    for (let i = 0; i < CARDINALITY_LIMIT + 500; i++) cells.sum(REQUESTS, { model: `m${i}` }).add(1)
    const [family] = cells.families()
    expect(family!.cells.size).toBe(CARDINALITY_LIMIT)
    const values = [...family!.cells.values()] as { value: number; attributes: object }[]
    expect(values.reduce((sum, { value }) => sum + value, 0)).toBe(CARDINALITY_LIMIT + 500)
    expect(values.filter(({ attributes }) => 'otel.metric.overflow' in attributes)).toMatchObject([{ value: 501 }])
  })
})
