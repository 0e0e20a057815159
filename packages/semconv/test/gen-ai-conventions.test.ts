import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as names from '../src/gen-ai.ts'
import * as genAiMetrics from '../src/gen-ai-metrics.ts'
import { DURATION_BUCKETS_SECONDS, OPERATIONS, PROFILES, TOKEN_BUCKETS } from '../src/index.ts'
import { type ConventionsExtract, extractConventions, type ResolvedConventions } from './conventions/extract.ts'

// The resolved conventions lie beside a checkout, not in it.
const file = join(import.meta.dirname, '../../../../shared/data/semconv/resolved-genai.json')
const absent = !existsSync(file)
const conventions: ConventionsExtract = absent
  ? { source: '', metrics: {}, attributes: [], events: [], operations: [] }
  : extractConventions(JSON.parse(readFileSync(file, 'utf8')) as ResolvedConventions)
const skipped = absent ? ' (skipped: needs ../shared/data/semconv/resolved-genai.json beside the checkout)' : ''

/** Names that only the profile `v1.41` has; `v1-41-names.test.ts` pins them. */
const V1_41_ONLY = [
  'gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.client.operation.time_per_output_chunk',
  'gen_ai.client.token.usage',
]

const current = Object.values(genAiMetrics).filter(({ name }) => !V1_41_ONLY.includes(name))

describe.skipIf(absent)(`the metric table and the GenAI conventions${skipped}`, () => {
  it.each(current)('agree on instrument, unit, value type and description of $name', (metric) => {
    const { instrument, unit, valueType, description } = metric
    const convention = conventions.metrics[metric.name]
    expect({ instrument, unit, valueType, description }).toEqual({
      instrument: convention?.instrument,
      unit: convention?.unit,
      valueType: convention?.valueType,
      description: convention?.description,
    })
  })

  it.each(current)('agree on the attributes of $name: all that are required, none that is unknown but our own', (metric) => {
    const convention = conventions.metrics[metric.name]
    expect(metric.attributes).toEqual(expect.arrayContaining([...(convention?.required ?? ['?'])]))
    const unknown = metric.attributes.filter((attribute) => !convention?.allowed.includes(attribute))
    expect(unknown.filter((attribute) => !attribute.startsWith('tokenscope.'))).toEqual([])
  })

  it.each(current.filter(({ unit, buckets }) => unit === 's' && buckets !== undefined))(
    'agree on the buckets of $name, except that ours also end at 3 and 5 seconds',
    (metric) => {
      // The conventions give no advice for the two chunk histograms; theirs are the same as for durations.
      const advised = conventions.metrics[metric.name]?.buckets ?? conventions.metrics['gen_ai.client.operation.duration']?.buckets ?? []
      expect(metric.buckets).toEqual([...advised, 3, 5].sort((a, b) => a - b))
    },
  )

  it.each(current.filter(({ unit, instrument }) => unit === '{token}' && instrument === 'histogram'))(
    'agree on the buckets of $name',
    (metric) => {
      expect(metric.buckets).toEqual(conventions.metrics[metric.name]?.buckets)
    },
  )

  it('agree on all client metrics that the profile `latest` emits', () => {
    const { inferenceDuration, operationDuration, timeToFirstChunk, timePerOutputChunk, tokens } = PROFILES.latest
    const tokenMetrics = Object.values(tokens).filter((value) => typeof value === 'object')
    const emitted = [inferenceDuration, operationDuration, timeToFirstChunk, timePerOutputChunk, ...tokenMetrics].map(({ name }) => name)
    expect(emitted.sort()).toEqual(Object.keys(conventions.metrics).sort())
  })
})

describe.skipIf(absent)(`attribute and event names and the GenAI conventions${skipped}`, () => {
  it('agree: every name in the table is in the conventions', () => {
    const known = [...conventions.attributes, ...conventions.events, 'gen_ai.token.type', 'http.response.status_code']
    expect(Object.values(names).filter((name) => !known.includes(name))).toEqual([])
  })

  it('agree on the operations', () => {
    expect(Object.values(OPERATIONS).filter((operation) => !conventions.operations.includes(operation))).toEqual([])
  })

  it('agree on the cache-write attribute of the profile `latest`', () => {
    expect(conventions.attributes).toContain(PROFILES.latest.attributes.cacheWriteInputTokens)
  })
})

describe('bucket boundaries', () => {
  it('rise, and hold the thresholds of the default SLA', () => {
    for (const buckets of [DURATION_BUCKETS_SECONDS, TOKEN_BUCKETS]) expect(buckets).toEqual([...new Set(buckets)].sort((a, b) => a - b))
    expect(DURATION_BUCKETS_SECONDS).toEqual([0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 3, 5, 5.12, 10.24, 20.48, 40.96, 81.92])
  })
})
