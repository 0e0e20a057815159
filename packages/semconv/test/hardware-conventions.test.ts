import * as conventions from '@opentelemetry/semantic-conventions/incubating'
import { describe, expect, it } from 'vitest'
import * as names from '../src/hw.ts'
import * as metrics from '../src/hw-metrics.ts'

/** The hardware conventions' table, frozen: https://opentelemetry.io/docs/specs/semconv/hardware/gpu/ */
const TABLE = [
  ['hw.gpu.utilization', 'gauge', '1', 'double'],
  ['hw.gpu.memory.usage', 'updowncounter', 'By', 'int'],
  ['hw.gpu.memory.limit', 'updowncounter', 'By', 'int'],
  ['hw.gpu.memory.utilization', 'gauge', '1', 'double'],
  ['hw.energy', 'counter', 'J', 'double'],
  ['hw.power', 'gauge', 'W', 'double'],
  ['hw.temperature', 'gauge', 'Cel', 'double'],
  ['hw.errors', 'counter', '{error}', 'int'],
  ['hw.status', 'updowncounter', '1', 'int'],
  ['hw.fan.speed_ratio', 'gauge', '1', 'double'],
] as const

const published = new Set<unknown>(Object.values(conventions))

describe('the hardware metrics', () => {
  it.each(TABLE)('name %s, a %s in %s, %s', (name, instrument, unit, valueType) => {
    expect(Object.values(metrics).find((metric) => metric.name === name)).toMatchObject({ instrument, unit, valueType })
    expect(published).toContain(name)
  })

  it('are no others', () => {
    expect(
      Object.values(metrics)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(TABLE.map(([name]) => name).sort())
  })

  it('carry the attributes that the conventions require', () => {
    for (const metric of Object.values(metrics)) expect(metric.attributes).toContain('hw.id')
    for (const metric of [metrics.HW_ENERGY, metrics.HW_POWER, metrics.HW_ERRORS, metrics.HW_STATUS])
      expect(metric.attributes).toContain('hw.type')
    expect(metrics.HW_STATUS.attributes).toContain('hw.state')
    expect(metrics.HW_ERRORS.attributes).toContain('error.type')
  })
})

describe('the hardware attributes', () => {
  it('all are published names', () => {
    const own = Object.entries(names).flatMap(([key, value]) => (key.startsWith('ATTR_') ? [value as string] : []))
    expect(own.filter((name) => !published.has(name))).toEqual([])
  })

  it('have the published values', () => {
    const states = [
      conventions.HW_STATE_VALUE_OK,
      conventions.HW_STATE_VALUE_DEGRADED,
      conventions.HW_STATE_VALUE_FAILED,
      conventions.HW_STATE_VALUE_PREDICTED_FAILURE,
    ]
    expect(names.HW_STATES).toEqual(states)
    expect(names.HW_TYPE_GPU).toBe(conventions.HW_TYPE_VALUE_GPU)
    expect(names.HW_GPU_TASKS).toEqual([
      conventions.HW_GPU_TASK_VALUE_GENERAL,
      conventions.HW_GPU_TASK_VALUE_ENCODER,
      conventions.HW_GPU_TASK_VALUE_DECODER,
    ])
  })
})
