import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchTrace } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { newTraceId, postJson, postSpans, toKeyValues } from './traffic/post-spans.ts'

/** Made up, and shaped as the real ones. */
const SECRETS = {
  openaiKey: 'sk-proj-Abc123Def456Ghi789Jkl012Mno345',
  bearer: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJlLXRleHQ',
  mail: 'jane.doe@customer.example',
  card: '4111 1111 1111 1111',
  cardWithoutSpaces: '5500005555555559',
  password: 'hunter2-correct-horse',
  queryKey: 'Zq1w2e3r4t5y6u7i',
  sharedAccess: 'sAs2Babc%3D',
  subscription: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  otherProvider: 'pplx-Abc123Def456Ghi789Jkl012',
  privateKey: 'MIIEpAIBAAKCAQEAs3cr3t',
  cookie: 'session-4f1b2c3d',
  prompt: 'My diagnosis is secret, please summarise it',
  answer: 'The patient should rest',
}
const SERVICE = 'discreet'

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(
  `keys, addresses, cards and prompts that an application sends by mistake${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let stack: TestStack
    const traceId = newTraceId()
    beforeAll(async () => {
      stack = await startTestStack({ components: ['collector', 'jaeger', 'prometheus'] })
      const { otlpHttp } = stack.urls
      const resource = { 'service.name': SERVICE, 'process.command_line': `node app.js --api-key=${SECRETS.openaiKey}` }
      const status = await postSpans(otlpHttp, resource, [
        {
          traceId,
          name: `GET /users/${SECRETS.mail}`,
          kind: 'CLIENT',
          attributes: {
            'gen_ai.operation.name': 'chat',
            'gen_ai.request.model': 'gpt-4o-mini',
            'gen_ai.usage.output_tokens': 4_111_111_111_111,
            'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: SECRETS.prompt }] }]),
            'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: SECRETS.answer }] }]),
            'http.request.header.authorization': `Bearer ${SECRETS.bearer}`,
            'db.password': SECRETS.password,
            'user.note': `write to ${SECRETS.mail} about ${SECRETS.card} or ${SECRETS.cardWithoutSpaces}`,
            'url.full': `https://api.example.com/v1?api_key=${SECRETS.openaiKey}`,
            'http.url': `https://models.example/v1:generate?alt=sse&key=${SECRETS.queryKey}`,
            'url.query': `sv=1&sig=${SECRETS.sharedAccess}&model=m`,
            'http.request.header.ocp-apim-subscription-key': SECRETS.subscription,
            'config.dump': `{"pplx": "${SECRETS.otherProvider}", "headers": {"Cookie": "${SECRETS.cookie}"}, "pem": "-----BEGIN PRIVATE KEY-----\\n${SECRETS.privateKey}\\n-----END PRIVATE KEY-----"}`,
            'http.request.header.x-custom': `token is Bearer ${SECRETS.bearer}`,
            'tokenscope.sample.force': true,
          },
          events: [
            { name: 'exception', attributes: { 'exception.message': `Incorrect API key provided: ${SECRETS.openaiKey}` } },
            { name: `mail to ${SECRETS.mail}`, attributes: { note: `card ${SECRETS.card}, Bearer ${SECRETS.bearer}` } },
          ],
          status: { code: 'ERROR', message: `401 Incorrect API key provided: ${SECRETS.openaiKey}, ask ${SECRETS.mail}` },
        },
      ])
      expect(status).toBe(200)
      expect(await postJson(`${otlpHttp}/v1/metrics`, metric())).toBe(200)
      expect(await postJson(`${otlpHttp}/v1/logs`, log())).toBe(200)
    }, PREPARE_MS)
    afterAll(async () => {
      await stack?.shutdown()
    }, 60_000)

    it('are masked in Jaeger, wherever in the span they stand, and the rest is not touched', async () => {
      const trace = await waitFor(() => fetchTrace(stack.urls.jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })
      expect(leaksIn(JSON.stringify(trace))).toEqual([])
      expect(trace[0]!.attributes).toMatchObject({
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.usage.output_tokens': 4_111_111_111_111, // a number is no card
        'tokenscope.sample.force': true,
        'http.url': 'https://models.example/v1:generate?alt=sse****',
        error: true,
      })
      expect(String(trace[0]!.attributes['user.note'])).toMatch(/^write to \*+ about.*or/)
      const raw = await (await fetch(`${stack.urls.jaeger}/api/v3/traces/${traceId}`)).text()
      expect(leaksIn(raw)).toEqual([])
      expect(raw).toContain('Incorrect API key provided')
    }, 60_000)

    it('are masked in the metrics that spans become, and in those that the application sends', async () => {
      const { prometheus, collectorScrape } = stack.urls
      const search = new URLSearchParams([
        ['match[]', `{service_name="${SERVICE}"}`],
        ['match[]', 'target_info'],
      ])
      const series = await waitFor(
        async () => {
          const text = await (await fetch(`${prometheus}/api/v1/series?${search}`)).text()
          return text.includes('traces_span_metrics_calls_total') && text.includes('logins_total') ? text : undefined
        },
        { timeoutMs: 30_000, what: 'the series in Prometheus' },
      )
      expect(leaksIn(series)).toEqual([])
      const scraped = await (await fetch(`${collectorScrape}/metrics`)).text()
      expect(scraped).toContain('logins_total')
      expect(leaksIn(scraped)).toEqual([])
    }, 60_000)

    it('are masked in the log records that the Collector writes, and in its own log', async () => {
      const folder = join(stack.dataFolder, 'logs')
      const texts = await waitFor(
        async () => {
          const files = await readdir(folder)
          const read = await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const))
          return read.some(([, text]) => text.includes('signed in')) ? read : undefined
        },
        { what: 'the log record in a file' },
      )
      for (const [file, text] of texts) expect([file, leaksIn(text)]).toEqual([file, []])
    })
  },
)

/** Names of the secrets that stand in a text. */
function leaksIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []))
}

function metric(): object {
  const attributes = toKeyValues({ user: SECRETS.mail, authorization: `Bearer ${SECRETS.bearer}`, route: '/login' })
  const now = `${BigInt(Date.now()) * 1_000_000n}`
  const point = { attributes, startTimeUnixNano: now, timeUnixNano: now, asInt: '1' }
  const sum = { dataPoints: [point], aggregationTemporality: 2, isMonotonic: true }
  const resource = { attributes: toKeyValues({ 'service.name': SERVICE, 'db.connection_string': `api_key=${SECRETS.openaiKey}` }) }
  return { resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [{ name: 'logins', sum }] }] }] }
}

function log(): object {
  const body = { stringValue: `${SECRETS.mail} signed in with Bearer ${SECRETS.bearer}` }
  const attributes = toKeyValues({ card: SECRETS.card, password: SECRETS.password, key: SECRETS.openaiKey })
  const resource = { attributes: toKeyValues({ 'service.name': SERVICE }) }
  return { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [{ body, attributes }] }] }] }
}
