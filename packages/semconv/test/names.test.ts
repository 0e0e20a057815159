import { describe, expect, it } from 'vitest'
import * as extensions from '../src/extensions.ts'
import * as gpu from '../src/gpu.ts'
import * as semconv from '../src/index.ts'

const exported = Object.entries(semconv)
const attributes = exported.filter(([key]) => key.startsWith('ATTR_')).map(([, value]) => value as string)
const events = exported.filter(([key]) => key.startsWith('EVENT_')).map(([, value]) => value as string)

/** Replaced or removed before 1.41: https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/#deprecated */
const DEPRECATED = [
  'gen_ai.system',
  'gen_ai.prompt',
  'gen_ai.completion',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.usage.completion_tokens',
  'gen_ai.openai.request.response_format',
  'gen_ai.openai.request.seed',
  'gen_ai.openai.request.service_tier',
  'gen_ai.openai.response.service_tier',
  'gen_ai.openai.response.system_fingerprint',
  'gen_ai.openai.api.type',
]

describe('names', () => {
  it('never are the deprecated ones', () => {
    const all = [...attributes, ...events, ...semconv.ALL_METRICS.flatMap((metric) => [metric.name, ...metric.attributes])]
    expect(all.filter((name) => DEPRECATED.includes(name) || name.startsWith('gen_ai.openai.'))).toEqual([])
  })

  it('of our own all begin with tokenscope.', () => {
    const { tokenscope } = Object.groupBy(semconv.METRIC_GROUPS, ({ source }) => source)
    const ownMetrics = tokenscope?.flatMap(({ metrics }) => metrics.map(({ name }) => name)) ?? []
    const own = [...ownMetrics, ...Object.values({ ...extensions, ...gpu }).filter((value) => typeof value === 'string')]
    expect(own.length).toBeGreaterThan(90)
    expect(own.filter((name) => !name.startsWith('tokenscope.'))).toEqual([])
  })

  it('of the conventions never begin with tokenscope.', () => {
    const others = semconv.METRIC_GROUPS.filter(({ source }) => source !== 'tokenscope').flatMap(({ metrics }) => metrics)
    expect(others.filter(({ name }) => name.startsWith('tokenscope.'))).toEqual([])
  })

  it('stand for one metric, one attribute or one event each', () => {
    const metrics = semconv.ALL_METRICS.map(({ name }) => name)
    for (const list of [metrics, attributes, events]) expect(list.filter((name, index) => list.indexOf(name) !== index)).toEqual([])
  })

  it('are written in lower case with dots and underscores', () => {
    const all = [...attributes, ...events, ...semconv.ALL_METRICS.map(({ name }) => name)]
    expect(all.filter((name) => !/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(name))).toEqual([])
  })

  it('of the attributes on a metric are all exported', () => {
    const used = new Set(semconv.ALL_METRICS.flatMap((metric) => metric.attributes))
    expect([...used].filter((name) => !attributes.includes(name))).toEqual([])
  })

  it('find their metric', () => {
    expect(semconv.metricByName('hw.gpu.utilization')).toBe(semconv.HW_GPU_UTILIZATION)
    expect(semconv.metricByName('hw.gpu.power')).toBeUndefined()
  })
})

describe('every histogram', () => {
  it.each(semconv.ALL_METRICS.filter(({ instrument }) => instrument === 'histogram'))('$name has rising buckets', ({ buckets }) => {
    expect(buckets?.length).toBeGreaterThan(5)
    expect(buckets).toEqual([...new Set(buckets)].sort((a, b) => a - b))
  })
})
