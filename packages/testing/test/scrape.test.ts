import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { parsePrometheusText, type Sample, scrape } from '../src/scrape.ts'

const bare: Sample = { name: 'a', labels: {}, value: 1, timestampMs: undefined, type: 'untyped', help: '' }

describe('a Prometheus page', () => {
  it('gives each sample its labels, and the type and help of its family', () => {
    const page = `
# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 -5

# Any other comment.
#TYPE is not a keyword here
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 2
wait_seconds_bucket{le="+Inf"} 3
wait_seconds_sum 1.75
wait_seconds_count 3
# TYPE size summary
# HELP size Bytes.
size{quantile="0.5"} 4773
size_sum 1.7560473e+07
size_count 2693
other_sum 1
`
    const requests = { name: 'http_requests_total', type: 'counter', help: 'Requests.' }
    const wait = { timestampMs: undefined, type: 'histogram', help: '' }
    const size = { timestampMs: undefined, type: 'summary', help: 'Bytes.' }
    expect(parsePrometheusText(page)).toEqual([
      { ...requests, labels: { method: 'post', code: '200' }, value: 1027, timestampMs: 1_395_066_363_000 },
      { ...requests, labels: { method: 'post', code: '400' }, value: 3, timestampMs: -5 },
      { ...wait, name: 'wait_seconds_bucket', labels: { le: '0.5' }, value: 2 },
      { ...wait, name: 'wait_seconds_bucket', labels: { le: '+Inf' }, value: 3 },
      { ...wait, name: 'wait_seconds_sum', labels: {}, value: 1.75 },
      { ...wait, name: 'wait_seconds_count', labels: {}, value: 3 },
      { ...size, name: 'size', labels: { quantile: '0.5' }, value: 4773 },
      { ...size, name: 'size_sum', labels: {}, value: 17_560_473 },
      { ...size, name: 'size_count', labels: {}, value: 2693 },
      { ...bare, name: 'other_sum' },
    ])
  })

  it.each([
    ['no samples', '', []],
    [
      'escapes in labels',
      String.raw`a{b="C:\\DIR\\n",c="x\ny",d="say \"}, hi\""} 1`,
      [{ ...bare, labels: { b: 'C:\\DIR\\n', c: 'x\ny', d: 'say "}, hi"' } }],
    ],
    ['escapes in help, where quotes are plain', '# HELP a one\\ntwo \\\\ "three"\na 1', [{ ...bare, help: 'one\ntwo \\ "three"' }]],
    ['text beyond ASCII', 'a{b="ä😀"} 1', [{ ...bare, labels: { b: 'ä😀' } }]],
    ['empty values and empty braces', 'a{b=""} 1\na{} 1', [{ ...bare, labels: { b: '' } }, bare]],
    ['space wherever it may be, and a last comma', '  a \t{ b = "1" , c="2", }  1  ', [{ ...bare, labels: { b: '1', c: '2' } }]],
    ['no space where none is needed', 'a{b="1"}1', [{ ...bare, labels: { b: '1' } }]],
    ['lines that end in CR LF', 'a 1\r\n', [bare]],
    [
      'one name at two times',
      'a 1 10\na 1 20',
      [
        { ...bare, timestampMs: 10 },
        { ...bare, timestampMs: 20 },
      ],
    ],
  ])('may have %s', (_what, page, samples) => {
    expect(parsePrometheusText(page)).toEqual(samples)
  })

  it.each([
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
    ['Inf', Number.POSITIVE_INFINITY],
    ['NaN', Number.NaN],
    ['0', 0],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['1e-9', 1e-9],
    ['+1E3', 1000],
    ['9007199254740993', 9_007_199_254_740_992],
  ])('may have the value %s', (text, value) => {
    expect(parsePrometheusText(`a ${text}`)).toEqual([{ ...bare, value }])
  })

  it.each([
    ['a name alone', 'a', 'not a sample'],
    ['a name that starts with a digit', '1a 1', 'not a sample'],
    ['a dot in a name', 'a.b 1', 'not a value: .b'],
    ['a word as value', 'a one', 'not a value: one'],
    ['a hexadecimal value', 'a 0x10', 'not a value: 0x10'],
    ['a fraction as timestamp', 'a 1 1.5', 'not a sample'],
    ['something after the timestamp', 'a 1 2 3', 'not a sample'],
    ['a label without quotes', 'a{b=1} 1', 'not a label: b=1'],
    ['a colon in a label', 'a{b:c="1"} 1', 'not a label: b:c="1"'],
    ['a lone comma', 'a{,} 1', 'not a label: ,'],
    ['two labels without a comma', 'a{b="1" c="2"} 1', 'not a label: b="1" c="2"'],
    ['a quote that is never closed', 'a{b="1} 1', 'not a value: {b="1}'],
    ['an unknown escape', String.raw`a{b="\t"} 1`, String.raw`unknown escape \t`],
    ['a label twice', 'a{b="1",b="2"} 1', 'label b is there twice'],
    ['an unknown type', '# TYPE a metric', 'TYPE is not one of counter, gauge, histogram, summary, untyped'],
    ['a type without a name', '# TYPE', 'TYPE without a metric name'],
  ])('may not have %s', (_what, line, problem) => {
    expect(() => parsePrometheusText(`b 1\n\n${line}\n`)).toThrow(new Error(`line 3: ${problem}: ${line}`))
  })

  it.each([
    ['a sample twice, in whatever order its labels are', 'a{b="1",c="2"} 1\na{c="2",b="1"} 5', 'line 2: this sample is there twice'],
    ['two types of one name', '# TYPE a gauge\n# TYPE a gauge', 'line 2: second TYPE of a'],
    ['two helps of one name', '# HELP a x\n# HELP a x', 'line 2: second HELP of a'],
    ['a type after its samples', 'a 1\n# TYPE a gauge', 'line 2: TYPE of a after its samples'],
  ])('may not have %s', (_what, page, problem) => {
    expect(() => parsePrometheusText(page)).toThrow(problem)
  })
})

describe('scrape', () => {
  it('reads a page over HTTP, asking for the text format', async () => {
    const page = await serve(200, 'text/plain; version=0.0.4; charset=utf-8', 'a 1\n')
    expect(await page.scraped).toEqual([bare])
    expect(page.accept()).toBe('text/plain;version=0.0.4')
  })

  it('tells what came instead of a page', async () => {
    const failed = await serve(503, 'text/plain', 'starting')
    await expect(failed.scraped).rejects.toThrow(new Error(`${failed.url} answered 503: starting`))
    const html = await serve(200, 'text/html', 'a 1')
    await expect(html.scraped).rejects.toThrow(new Error(`${html.url}: expected content-type text/plain, got text/html`))
  })
})

/** One scrape of a server that is closed afterwards. */
async function serve(status: number, contentType: string, body: string) {
  let accept: string | undefined
  const server = createServer((request, response) => {
    accept = request.headers.accept
    response.writeHead(status, { 'content-type': contentType, connection: 'close' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`
  return { url, scraped: scrape(url).finally(() => server.close()), accept: () => accept }
}
