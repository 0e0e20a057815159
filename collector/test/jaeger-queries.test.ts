import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as names from '@tokenscope/semconv'
import { collectorFolder, missingBinaries, type RunningStack, startStack } from '@tokenscope/stack'
import { createOtlpSender, type SentAttributes, type SpanTemplate, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchTrace } from './readers/jaeger.ts'
import { temporaryFolder } from './stack/temporary-folder.ts'
import { llmTrace } from './traffic/llm-traces.ts'

const missing = await missingBinaries(['otelcol', 'jaeger'])
const page = readFileSync(join(collectorFolder(), '..', 'packages', 'docs', 'stack', 'jaeger-queries.md'), 'utf8')
/** What a row of the page looks for -> the parameters of its link. */
const links = new Map([...page.matchAll(/^\| (.+?) \|.*\| `\/search\?(.+?)` \|$/gm)].map(([, what = '', query = '']) => [what, query]))

type Difference = Partial<SpanTemplate> & { readonly own?: SentAttributes }

/** A call for each row, unlike the others in what the row looks for. */
const CALLS: Readonly<Record<string, Difference>> = {
  plain: {},
  slow: { durationMs: 6_000 },
  lateStart: { durationMs: 2_000, own: { [names.ATTR_TIME_TO_FIRST_TOKEN]: 1.7 } },
  cut: { own: { [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['length'] } },
  filtered: { own: { [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['content_filter'] } },
  tool: {
    spanKind: 'INTERNAL',
    own: { [names.ATTR_GEN_AI_OPERATION_NAME]: 'execute_tool', [names.ATTR_GEN_AI_TOOL_NAME]: 'get_weather' },
  },
  asksForTool: { own: { [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['tool_calls'] } },
  failed: { own: { [names.ATTR_ERROR_TYPE]: '429', [names.ATTR_OUTCOME]: 'error' }, status: { code: 'ERROR', message: 'slow down' } },
  truncated: { own: { [names.ATTR_OUTCOME]: 'truncated' } },
  aborted: { own: { [names.ATTR_OUTCOME]: 'aborted' } },
  stalled: { own: { [names.ATTR_STALL_COUNT]: 1 } },
  known: { own: { [names.ATTR_GEN_AI_RESPONSE_ID]: 'chatcmpl-known' } },
}
const ALL = Object.keys(CALLS)

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'calls of a model': ALL,
  'calls that broke the SLA': ['slow', 'lateStart', 'failed'],
  '… because of the p99 target': ['slow'],
  '… because the first token came late': ['lateStart'],
  'answers that were cut at the token limit': ['cut'],
  'answers that a filter stopped': ['filtered'],
  'calls of a tool': ['tool'],
  'answers that ask for tools': ['asksForTool'],
  'failed calls': ['failed'],
  'one kind of failure': ['failed'],
  'streams that ended too early': ['truncated'],
  'calls that were given up': ['aborted'],
  'streams that stood still': ['stalled'],
  "a call by the provider's id": ALL.filter((kind) => kind !== 'known'),
  'everything slower than 5 s': ['slow'],
}

it('the page has a row for each of these questions, and no other', () => {
  expect([...links.keys()].map((key) => key.replace(/`.*$/, '').trim())).toEqual(Object.keys(EXPECTED))
})

describe.skipIf(missing)(`searches of the page, in the real Jaeger${missing ? ` (${missing})` : ''}`, () => {
  let stack: RunningStack
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const kinds = new Map<string, string>()
  beforeAll(async () => {
    folder = await temporaryFolder()
    stack = await startStack({
      dataFolder: folder.path,
      ports: 'any',
      components: ['collector', 'jaeger'],
      env: { TOKENSCOPE_SAMPLING_PERCENTAGE: '100' },
    })
    const templates = Object.entries(CALLS).map(([kind, difference]) => llmTrace(kind, difference))
    const sender = createOtlpSender({ url: stack.urls.otlpHttp, templates, resource: { 'service.name': 'chat' } })
    const { accepted } = await sender.send(Object.fromEntries(ALL.map((kind) => [kind, 1])))
    sender.close()
    for (const [kind, ids] of Object.entries(accepted)) for (const traceId of ids) kinds.set(traceId, kind)
    await waitFor(
      async () => {
        const found = await Promise.all([...kinds.keys()].map(async (traceId) => await fetchTrace(stack.urls.jaeger, traceId)))
        return found.every((spans) => spans?.length === 2)
      },
      { what: 'all traces in Jaeger', timeoutMs: 40_000 },
    )
  }, 1_200_000)
  afterAll(async () => {
    await stack?.shutdown()
    await folder?.[Symbol.asyncDispose]()
  })

  it.each(Object.entries(EXPECTED))('%s', async (what, expected) => {
    const parameters = new URLSearchParams(links.get(what)?.replaceAll(/[{}"[\]\\]/g, encodeURIComponent))
    parameters.set('lookback', '1h')
    parameters.set('limit', '100')
    const response = await fetch(`${stack.urls.jaeger}/api/traces?${parameters}`)
    const { data } = (await response.json()) as { data: { traceID: string }[] }
    expect(data.map(({ traceID }) => kinds.get(traceID)).sort()).toEqual([...expected].sort())
  })
})
