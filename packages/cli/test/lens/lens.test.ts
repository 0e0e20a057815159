import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLens } from '@tokenscope/lens'
import { waitFor } from '@tokenscope/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MAIN, runTokenscope } from '../run-tokenscope.ts'

const TRACE = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name: 'chat m',
  kind: 3,
  startTimeUnixNano: '1790000000000000000',
  endTimeUnixNano: '1790000001000000000',
  attributes: [
    { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
    { key: 'gen_ai.request.model', value: { stringValue: 'm' } },
  ],
}
const REQUEST = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [TRACE] }] }] })

let folder: string
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lens-cli-'))
  await writeFile(join(folder, 'trace.json'), REQUEST)
  await writeFile(join(folder, 'lines.json'), `${REQUEST}\n${REQUEST.replaceAll('b'.repeat(16), 'c'.repeat(16))}\n`)
  await writeFile(join(folder, 'sla.yaml'), 'p95_response_time: 640ms\n')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(folder, { recursive: true }))

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly output: () => string
}

/** Starts `tokenscope lens` on free ports and waits until it serves. */
async function start(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, ['--conditions=dev', MAIN, 'lens', '--port', '0', '--otlp-port', '0', ...args], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: process.env.NODE_OPTIONS },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  await waitFor(() => output.includes('Until Ctrl-C.'), { timeoutMs: 20_000, what: 'the lens to serve' })
  return { child, url: /tokenscope lens {3}(\S+)/.exec(output)![1]!, output: () => output }
}

async function calls(url: string): Promise<unknown> {
  return (await fetch(`${url}/api/calls`)).json()
}

describe('tokenscope lens', () => {
  it('prints where its page is and where it receives, takes calls, and ends on Ctrl-C with 0', async () => {
    const { child, url, output } = await start()
    const otlp = /Receives OTLP on {2}(\S+), and on the page itself\n/.exec(output())![1]!
    expect(output()).toBe(
      `tokenscope lens   ${url}\nReceives OTLP on  ${otlp}, and on the page itself\nYour application  OTEL_EXPORTER_OTLP_ENDPOINT=${otlp}\nUntil Ctrl-C.\n`,
    )
    await fetch(`${otlp}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: REQUEST })
    expect(await calls(url)).toMatchObject({ total: 1, calls: [{ model: 'm' }] })
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('shows a file that was imported, judges it by the targets, and has it again from its database', async () => {
    const first = await start('--import', 'lines.json', '--sla', 'sla.yaml', '--db', 'calls.db')
    expect(first.output()).toMatch(/^Imported {10}2 spans, 2 of them calls, from lines.json\n/)
    expect(first.output()).toContain('\nJudges them by    sla.yaml\n')
    expect(await calls(first.url)).toMatchObject({ total: 2, calls: [{ verdict: 'breached', violation: 'response_time_p95' }, {}] })
    first.child.kill('SIGTERM')
    expect(await once(first.child, 'exit')).toEqual([0, null])
    const second = await start('--db', 'calls.db', '--jaeger', 'http://127.0.0.1:16686')
    expect(second.output()).toContain(`\nKeeps calls in    ${join(folder, 'calls.db')} (2 so far)\n`)
    expect(second.output()).not.toContain('Experimental')
    expect(await calls(second.url)).toMatchObject({ total: 2, calls: [{ verdict: null }, {}] })
  })

  it('ends with 1 and what to type where the port is taken', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false })
    const port = new URL(lens.url).port
    expect(await runTokenscope(['lens', '--port', port, '--otlp-port', 'none'])).toEqual({
      code: 1,
      stdout: '',
      stderr: `A tokenscope lens runs on port ${port} already: open ${lens.url}. For a second one type\n  tokenscope lens --port ${Number(port) + 1}\n`,
    })
  })

  it.each<[args: string[], message: string]>([
    [['--port', 'many'], '--port is "many"; write a whole number up to 65535: --port 4319.'],
    [['--max-calls', '0'], '--max-calls is 0; write how many calls are held, from 1 on.'],
    [['--open', '--no-open'], '--open and --no-open exclude each other.'],
    [['--jaeger', 'localhost'], '--jaeger is "localhost"; write the address of its page: --jaeger http://127.0.0.1:16686.'],
    [['--sla', 'none.yaml'], 'There is no none.yaml; tokenscope sla init writes one, or name the file.'],
    [['--port', '0', '--otlp-port', 'none', '--import', 'none.json'], 'none.json cannot be read (ENOENT); name a file of OTLP JSON.'],
    [['--port', '0', '--otlp-port', 'none', '--import', 'sla.yaml'], 'sla.yaml is no OTLP JSON: it is not JSON: '],
  ])('answers %j with a message and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runTokenscope(['lens', ...args], {}, folder)
    expect([code, stdout, stderr.slice(0, message.length)]).toEqual([2, '', message])
  })
})
