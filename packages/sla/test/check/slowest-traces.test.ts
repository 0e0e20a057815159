import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ATTR_GEN_AI_REQUEST_MODEL, ATTR_OUTCOME, type Outcome } from '@tokenscope/semconv'
import { missingBinaries, type RunningStack, startStack } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slowestTraces } from '../../src/check/jaeger/slowest-traces.ts'
import { check, DEFAULT_TARGETS, parseTargets } from '../../src/index.ts'
import { answerText, nobody } from './fake-prometheus.ts'

const missing = await missingBinaries(['jaeger'])
const NOTHING = '{"status":"success","data":{"result":[]}}'
const START = Math.floor(Date.now() / 1000) - 600
/** Trace, model, seconds; of one the stream was never read, so that it ended with the garbage. */
const CALLS = [
  ['a0', 'a', 60, 'abandoned'],
  ['a1', 'a', 9],
  ['a2', 'a', 2],
  ['a3', 'a', 0.3],
  ['b1', 'b', 20],
] as const

describe.skipIf(missing)(missing ?? 'the slowest traces, of the real Jaeger', () => {
  let folder: string
  let stack: RunningStack

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokenscope-traces-'))
    stack = await startStack({ components: ['jaeger'], ports: 'any', dataFolder: folder })
    const body = JSON.stringify({ resourceSpans: CALLS.map(([id, model, seconds, outcome]) => toSpan(id, model, seconds, outcome)) })
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${stack.urls.jaegerOtlp}/v1/traces`, { method: 'POST', headers, body })).status).toBe(200)
    await waitFor(async () => (await slowestTraces(stack.urls.jaeger, DEFAULT_TARGETS.scopes, hour())).traces.length === 3)
  }, 60_000)
  afterAll(async () => {
    await stack?.shutdown()
    await rm(folder, { recursive: true, force: true })
  })

  it('are those of the model, slowest first, with a link', async () => {
    const { traces, notes } = await slowestTraces(stack.urls.jaeger, parseTargets('model: a').scopes, hour())
    expect(notes).toEqual([])
    expect(traces.map(({ traceId, durationSeconds, model, service, scope }) => [traceId, durationSeconds, model, service, scope])).toEqual([
      [traceId('a1'), 9, 'a', 'chat', 'a'],
      [traceId('a2'), 2, 'a', 'chat', 'a'],
    ])
    expect(traces[0]?.url).toBe(`${stack.urls.jaeger}/trace/${traceId('a1')}`)
    expect((await fetch(traces[0]!.url)).status).toBe(200)
  })

  it('are in the report, where sla.yaml or the caller names Jaeger', async () => {
    const prometheusUrl = await answerText(200, 'application/json', NOTHING)
    const report = await check(parseTargets(`links: {jaeger: '${stack.urls.jaeger}'}`), { prometheusUrl })
    expect(report.slowestTraces.map(({ model, durationSeconds }) => [model, durationSeconds])).toEqual([
      ['b', 20],
      ['a', 9],
      ['a', 2],
    ])
  })
})

describe('a Jaeger that gives no traces', () => {
  it('is a note, and changes no verdict', async () => {
    const prometheusUrl = await answerText(200, 'application/json', NOTHING)
    const notesWith = async (jaegerUrl: string): Promise<readonly string[]> =>
      (await check(DEFAULT_TARGETS, { prometheusUrl, jaegerUrl })).notes
    const away = await nobody()
    expect(await notesWith(away)).toEqual([`The slowest traces are missing: Jaeger at ${away} cannot be reached.`])
    const page = await answerText(200, 'text/html', '<html>')
    expect(await notesWith(page)).toEqual([`The slowest traces are missing: ${page} does not answer as Jaeger does (HTTP 200).`])
  })
})

function hour(): { start: number; end: number } {
  return { start: START - 3600, end: START + 3600 }
}

function traceId(id: string): string {
  return Buffer.from(id).toString('hex').padEnd(32, '0')
}

function toSpan(id: string, model: string, seconds: number, outcome: Outcome = 'completed'): object {
  const attribute = (key: string, stringValue: string): object => ({ key, value: { stringValue } })
  const span = {
    traceId: traceId(id),
    spanId: Buffer.from(id).toString('hex').padStart(16, '0'),
    name: 'chat',
    kind: 3,
    startTimeUnixNano: `${START}000000000`,
    endTimeUnixNano: String(BigInt(START) * 1_000_000_000n + BigInt(seconds * 1000) * 1_000_000n),
    attributes: [attribute(ATTR_GEN_AI_REQUEST_MODEL, model), attribute(ATTR_OUTCOME, outcome)],
  }
  return { resource: { attributes: [attribute('service.name', 'chat')] }, scopeSpans: [{ spans: [span] }] }
}
