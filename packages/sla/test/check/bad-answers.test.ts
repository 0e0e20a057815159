import { describe, expect, it } from 'vitest'
import { check, DEFAULT_TARGETS, explainNow, PrometheusError } from '../../src/index.ts'
import { answerText, answerWith, nobody } from './fake-prometheus.ts'

const JSON_TYPE = 'application/json'

async function failure(prometheusUrl: string, more: object = {}): Promise<{ fault: string; message: string }> {
  try {
    await check(DEFAULT_TARGETS, { prometheusUrl, ...more })
  } catch (error) {
    if (error instanceof PrometheusError)
      return { fault: error.fault, message: error.message.replaceAll(/127\.0\.0\.1:(?!9090)\d+/g, 'HOST') }
    throw error
  }
  throw new Error('it did not fail')
}

describe('an answer that is none', () => {
  it('is nobody at the address', async () => {
    expect(await failure(await nobody())).toEqual({
      fault: 'unreachable',
      message: 'Prometheus at http://HOST cannot be reached (ECONNREFUSED). Is it running (tokenscope stack up), and is the address right?',
    })
  })

  it.each(['', 'prometheus:9090', 'ftp://host', '127.0.0.1:9090'])('is an address that is none: %j', async (address) => {
    expect(await failure(address)).toEqual({
      fault: 'address',
      message: 'The address of Prometheus is not one: write it like http://127.0.0.1:9090.',
    })
  })

  it.each([
    [
      'a page',
      [200, 'text/html; charset=utf-8', '<html><title>Log in</title></html>'],
      'html',
      'http://HOST answers with an HTML page (HTTP 200), not with the API of Prometheus. Is a login or a proxy in front of it, or a part of the path missing, such as /prometheus?',
    ],
    [
      'a page that is called text',
      [502, 'text/plain', '  <!DOCTYPE html><h1>Bad gateway</h1>'],
      'html',
      'http://HOST answers with an HTML page (HTTP 502), not with the API of Prometheus. Is a login or a proxy in front of it, or a part of the path missing, such as /prometheus?',
    ],
    [
      'a question who asks',
      [401, 'text/plain', 'Unauthorized'],
      'unauthorized',
      'Prometheus at http://HOST wants to know who asks (HTTP 401). Write the token into a file and name it with --token-file, or put user and password into the address: https://user:password@host.',
    ],
    [
      'another service',
      [200, JSON_TYPE, '{"cluster_name":"search"}'],
      'not-prometheus',
      'http://HOST answers HTTP 200, but not as Prometheus does. Name the address under which /api/v1/query answers; tokenscope stack status shows it.',
    ],
    [
      'text',
      [404, 'text/plain', '404 page not found'],
      'not-prometheus',
      'http://HOST answers HTTP 404, but not as Prometheus does. Name the address under which /api/v1/query answers; tokenscope stack status shows it.',
    ],
    [
      'half of an answer',
      [200, JSON_TYPE, '{"status":"success","data":{"resultType":"vec'],
      'not-prometheus',
      'http://HOST answers HTTP 200, but not as Prometheus does. Name the address under which /api/v1/query answers; tokenscope stack status shows it.',
    ],
    [
      'an answer without result',
      [200, JSON_TYPE, '{"status":"success","data":{}}'],
      'not-prometheus',
      'http://HOST answers, but not as Prometheus does: its answer holds no result.',
    ],
    [
      'nothing',
      [200, JSON_TYPE, ''],
      'empty',
      'http://HOST answers HTTP 200 without content. Is it Prometheus, and not a proxy in front of it?',
    ],
    [
      'an old Prometheus',
      [
        400,
        JSON_TYPE,
        '{"status":"error","errorType":"bad_data","error":"1:5: parse error: unknown function with name \\"histogram_fraction\\""}',
      ],
      'too-old',
      'Prometheus at http://HOST is too old, or another product: Prometheus 2.40 or newer is needed. It says: 1:5: parse error: unknown function with name "histogram_fraction"',
    ],
    [
      'a refusal',
      [422, JSON_TYPE, '{"status":"error","errorType":"execution","error":"query processing would load too many samples"}'],
      'refused',
      'Prometheus at http://HOST refuses a query: query processing would load too many samples',
    ],
    [
      'a query that takes too long there',
      [503, JSON_TYPE, '{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}'],
      'slow',
      'Prometheus at http://HOST gave up on a query (query timed out in expression evaluation). Ask about a shorter time with --window.',
    ],
  ] as const)('is %s', async (_name, [status, type, body], fault, message) => {
    expect(await failure(await answerText(status, type, body))).toEqual({ fault, message })
  })

  it('is silence', async () => {
    const address = await answerWith(() => undefined)
    expect(await failure(address, { timeoutMs: 150 })).toEqual({
      fault: 'slow',
      message: 'Prometheus at http://HOST did not answer within 0.15 s. Ask about a shorter time with --window.',
    })
  })

  it('is an answer without end', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20)
    const address = await answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': JSON_TYPE })
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    expect(await failure(address)).toEqual({
      fault: 'too-large',
      message:
        'An answer of Prometheus at http://HOST has more than 64 MiB. Name the models in sla.yaml, or ask about a shorter time with --window.',
    })
  })

  it('never shows the password of the address, and sends it as a header', async () => {
    const seen: (string | undefined)[] = []
    const address = await answerWith((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(403)
      response.end('no')
    })
    const { message } = await failure(address.replace('http://', 'http://me:s%40cret@'))
    expect(message).not.toContain('s%40cret')
    expect(message).not.toContain('s@cret')
    expect(seen[0]).toBe(`Basic ${Buffer.from('me:s@cret').toString('base64')}`)
  })

  it('is an end that the caller makes', async () => {
    const address = await answerWith(() => undefined)
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    await expect(check(DEFAULT_TARGETS, { prometheusUrl: address, signal: stop.signal })).rejects.toThrow('This operation was aborted')
  })
})

describe('an answer that says nothing', () => {
  it('is unknown where every number is NaN', async () => {
    const body = '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[0,"NaN"],"values":[[0,"NaN"]]}]}}'
    const report = await check(DEFAULT_TARGETS, { prometheusUrl: await answerText(200, JSON_TYPE, body) })
    expect(report.verdict).toBe('unknown')
    expect(report.objectives.map(({ reason }) => reason?.code)).toEqual(['no-data', 'no-data', 'no-data', 'no-data'])
  })

  it('is unknown where there are no series, also of what goes on now', async () => {
    const prometheusUrl = await answerText(
      200,
      JSON_TYPE,
      '{"status":"success","data":{"result":[]},"warnings":["one store did not answer"]}',
    )
    const report = await check(DEFAULT_TARGETS, { prometheusUrl })
    expect(report.verdict).toBe('unknown')
    expect(report.notes).toEqual(['Prometheus says: one store did not answer'])
    expect((await explainNow(DEFAULT_TARGETS, { prometheusUrl })).unknown).toEqual([
      { scope: 'all', message: 'Prometheus holds no metrics of LLM calls in the last 15m.' },
    ])
  })

  it('is asked about a window that can be', async () => {
    const options = { prometheusUrl: 'http://127.0.0.1:9', windowSeconds: 60 }
    await expect(check(DEFAULT_TARGETS, options)).rejects.toThrow('a window is 15 minutes to 90 days long, not 60 seconds')
  })
})
