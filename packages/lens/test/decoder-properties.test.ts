import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromJson } from '../src/otlp/from-json.ts'
import { Malformed } from '../src/otlp/malformed.ts'
import { toJson } from '../src/otlp/to-json.ts'
import { decodeBody, emptyBatch, type Signal } from '../src/take-in/decode-body.ts'
import { decodeFile } from '../src/take-in/decode-json.ts'
import { Holdings } from '../src/take-in/holdings.ts'
import { callSketch, gaugesJson, tracesJson } from './json-requests.ts'

const SIGNALS: readonly Signal[] = ['traces', 'metrics', 'logs']

const traces = fromJson(
  'TraceRequest',
  tracesJson([
    callSketch({
      parentSpanId: 'b'.repeat(16),
      failed: true,
      attributes: { list: ['a', 1, 2.5, true], text: 'ö\u0000\u202e' },
      events: [{ name: 'tokenscope.tokens', at: 5, attributes: { 'tokenscope.chunk.count': 3 } }],
    }),
    callSketch(),
  ]),
)
const metrics = fromJson(
  'MetricsRequest',
  gaugesJson([{ name: 'hw.power', value: 300, atMs: 1_790_000_000_000, attributes: { 'hw.id': 'gpu' } }]),
)

/** Decodes and keeps; everything but a refusal that says what is wrong is a fault of ours. */
function take(signal: Signal, body: Buffer): 'taken' | 'refused' {
  const holdings = new Holdings({ calls: 100, bytes: 10_000_000 }, undefined)
  try {
    holdings.take((context, batch) => decodeBody(signal, body, context, batch))
    return 'taken'
  } catch (error) {
    if (error instanceof Malformed) return 'refused'
    throw error
  }
}

describe('the decoder', () => {
  it('refuses a request that is cut off anywhere but between two of its resources', () => {
    for (let length = 1; length < traces.length; length++)
      expect([length, take('traces', traces.subarray(0, length))]).toEqual([length, 'refused'])
    for (let length = 1; length < metrics.length; length++)
      expect([length, take('metrics', metrics.subarray(0, length))]).toEqual([length, 'refused'])
    expect([take('traces', traces), take('metrics', metrics), take('traces', Buffer.alloc(0))]).toEqual(['taken', 'taken', 'taken'])
  })

  it('takes or refuses any bytes, and never fails in another way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SIGNALS), fc.uint8Array({ maxLength: 400 }), (signal, bytes) => {
        take(signal, Buffer.from(bytes))
      }),
      { numRuns: 3_000 },
    )
  })

  it('takes or refuses a good request in which any bytes were changed', () => {
    const change = fc.record({ at: fc.nat(traces.length - 1), byte: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = Buffer.from(traces)
        for (const { at, byte } of changes) bytes[at] = byte
        take('traces', bytes)
      }),
      { numRuns: 3_000 },
    )
  })

  it('takes or refuses any JSON', () => {
    const context = new Holdings({ calls: 100, bytes: 10_000_000 }, undefined).context
    const key = fc.constantFrom('resourceSpans', 'scopeSpans', 'spans', 'traceId', 'attributes', 'key', 'value', 'stringValue', '__proto__')
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.dictionary(key, tie('json')), fc.array(tie('json'), { maxLength: 3 })),
    }))
    fc.assert(
      fc.property(json, (value) => {
        try {
          decodeFile(Buffer.from(JSON.stringify({ resourceSpans: value }) ?? ''), context, emptyBatch())
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed)
        }
      }),
      { numRuns: 1_500 },
    )
  })

  it('gives JSON back as it came, once it has been through the wire format', () => {
    const bytes = { minLength: 1, maxLength: 8 }
    const value = fc.oneof(
      fc.record({ stringValue: fc.string({ unit: 'binary' }) }),
      fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
      fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
      fc.record({ boolValue: fc.boolean() }),
      fc.record({ bytesValue: fc.uint8Array(bytes).map((array) => Buffer.from(array).toString('base64')) }),
    )
    const span = fc.record({
      traceId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array).toString('hex')),
      name: fc.string({ minLength: 1, unit: 'binary' }),
      startTimeUnixNano: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
      kind: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      attributes: fc.array(fc.record({ key: fc.string({ unit: 'binary' }), value }), { minLength: 1 }),
      flags: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    fc.assert(
      fc.property(span, (json) => {
        expect(toJson('Span', fromJson('Span', json))).toEqual(json)
      }),
    )
  })
})
