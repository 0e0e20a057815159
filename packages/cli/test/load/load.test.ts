import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Progress } from '@tokenscope/load'
import { type FakeOpenAI, startFakeOpenAI, startScript } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showProgress } from '../../src/load/show-progress.ts'
import { type Ran, runTokenscope } from '../run-tokenscope.ts'

let folder: string
let server: FakeOpenAI

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokenscope-load-'))
  server = await startFakeOpenAI({ script: { tokens: 5, headersDelayMs: 10 } })
  server.respond(({ body }) => (body as { model?: string }).model === 'slow', { headersDelayMs: 300, tokens: 1 })
  server.respond(({ body }) => (body as { model?: string }).model === 'closed-shop', { status: 401 })
  await writeFile(join(folder, 'sla.yaml'), 'p95_response_time: 200ms\np99_response_time: 5s\n')
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const QUICK = ['--duration', '400ms', '--warmup', '100ms', '--max-lag', '10s']

function load(model: string, ...args: string[]): Promise<Ran> {
  return runTokenscope(
    ['load', '--url', server.url, '--model', model, '--ramp', '1', ...QUICK, ...args],
    { OPENAI_API_KEY: 'sk-s3cret' },
    folder,
  )
}

describe('tokenscope load', () => {
  it('ends with 0 where the SLA is met, and prints a row a stage', async () => {
    const { code, stdout, stderr } = await load('fast', '--sla', 'sla.yaml')
    expect([code, stdout.split('\n')[1]?.split(/ +/).slice(0, 2)]).toEqual([0, ['1', 'met']])
    expect(stdout).toContain('The SLA was met at every level, up to 1 caller.\n')
    expect(stderr).toMatch(/^1 caller: \d+ requests, p95 .*, 0 failed, SLA met\n$/)
  })

  it('ends with 1 where the SLA breaks, and says which target and by how much', async () => {
    const { code, stdout } = await load('slow', '--sla', 'sla.yaml')
    expect(code).toBe(1)
    expect(stdout).toContain('The SLA is breached already at 1 caller, the lowest level.\n')
    expect(stdout).toMatch(/at 1: p95 response time is [3-9]\d\d ms, the target 200 ms\n/)
  })

  it('writes a page or JSON into a file, and keeps a baseline that a later run is compared with', async () => {
    await load('fast', '--format', 'json', '-o', 'report.json', '--save-baseline', 'base.json')
    expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({ schema: 'tokenscope-load/1', model: 'fast' })
    const { stderr } = await load('fast', '--format', 'html', '-o', 'report.html', '--baseline', 'base.json')
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('<h2>Against the baseline</h2>')
    expect(stderr).toContain('The report is in report.html.\n')
  })

  it.each<[name: string, args: string[], message: string]>([
    ['no server', ['--model', 'm'], '--url is missing, for example --url http://127.0.0.1:8000/v1.'],
    ['no model', ['--url', 'http://127.0.0.1:1/v1'], '--model is missing, for example --model qwen3-4b-instruct-2507.'],
    ['a server that is not here', ['--url', 'https://api.example.com/v1', '--model', 'm'], 'api.example.com is not this machine.'],
    [
      'callers and a rate',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--ramp', '1', '--rate', '1'],
      '--ramp and --rate exclude each other',
    ],
    [
      'a time without unit',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--duration', '10'],
      '--duration is "10"; write a time with its unit: 500ms, 10s, 2m.',
    ],
    [
      'an unknown format',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--format', 'pdf'],
      '--format is "pdf"; allowed are text, json, html.',
    ],
    [
      'no file of targets',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--sla', 'no.yaml'],
      'no.yaml cannot be read (ENOENT). tokenscope sla init writes one.',
    ],
    [
      'no time at all',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--duration', '0s'],
      '--duration is "0s"; allowed is from 100ms to 1440m.',
    ],
    [
      'callers that think, at a rate',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--rate', '1', '--think', '1s'],
      '--think is of callers that wait; requests at a --rate wait for nobody. Leave one out.',
    ],
    [
      'more callers than may be open',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--ramp', '1..8', '--max-in-flight', '4'],
      '--ramp goes to 8 callers, and --max-in-flight is 4. If you mean it: --max-in-flight 8.',
    ],
    [
      'a report that has no place',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '-o', 'no/such/report.html'],
      'no/such/report.html cannot be written (ENOENT): name a place that is there and yours.',
    ],
    [
      'no file of prompts',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--prompts', 'no.jsonl'],
      'no.jsonl cannot be read (ENOENT).',
    ],
    ['a baseline that is none', ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--baseline', 'sla.yaml'], 'sla.yaml is not JSON.'],
    [
      'a server that does not listen',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--ramp', '1', ...QUICK],
      'http://127.0.0.1:1 does not answer: ECONNREFUSED. Nobody listens there: start the server, or mend --url.',
    ],
    ['TLS where there is none', ['--url', 'https://127.0.0.1:PORT/v1', '--model', 'm'], 'It does not speak TLS: write http:// in --url.'],
  ])('ends with 2 and says what to do for %s', async (_name, args, message) => {
    const { port } = new URL(server.url)
    const { code, stderr } = await runTokenscope(['load', ...args.map((arg) => arg.replace('PORT', port))], {}, folder)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('says that a key is wanted, and shows none', async () => {
    const { code, stdout, stderr } = await load('closed-shop')
    expect([code, stderr]).toEqual([2, expect.stringContaining('answers 401. Set OPENAI_API_KEY to a key that the server takes.')])
    expect(stdout + stderr).not.toContain('s3cret')
  })

  it('passes on what the server says of a wrong model, after one request and without the key', async () => {
    server.respond(({ body }) => (body as { model?: string }).model === 'nobody', {
      status: 404,
      error: { message: 'The model `nobody` does not exist for sk-s3cret.' },
    })
    const before = server.requests.length
    const { code, stderr } = await load('nobody')
    expect([code, server.requests.length - before]).toEqual([2, 1])
    expect(stderr).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+ answers 404\. "The model `nobody` does not exist for \[key\]\." The path or the model/,
    )
  })

  it('takes a key with a line end behind it, and says so of one with a blank in it', async () => {
    const args = ['load', '--url', server.url, '--model', 'fast', '--ramp', '1', ...QUICK]
    expect((await runTokenscope(args, { OPENAI_API_KEY: 'sk-s3cret\n' }, folder)).code).toBe(0)
    const { code, stderr } = await runTokenscope(args, { OPENAI_API_KEY: 'sk-s3 cret' }, folder)
    expect([code, stderr]).toEqual([2, 'OPENAI_API_KEY holds a blank, a line end or a letter that no key has: set it to the key alone.\n'])
  })

  it('ends with 3 where nothing of the baseline can be compared', async () => {
    await load('fast', '--save-baseline', 'one.json')
    const { code, stdout } = await load('fast', '--ramp', '2', '--baseline', 'one.json')
    expect([code, stdout]).toEqual([3, expect.stringContaining('Not comparable with the baseline')])
  })

  it('sends prompts from a file and further fields', async () => {
    await writeFile(join(folder, 'prompts.txt'), 'Name a river.\n')
    await load('fast', '--prompts', 'prompts.txt', '--body', '{"temperature":0}')
    expect(server.requests.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: 'Name a river.' }], temperature: 0 })
  })

  it('does not compare requests of other lengths', async () => {
    await load('fast', '--save-baseline', 'short.json')
    const { code, stderr } = await load('fast', '--prompt-tokens', '9', '--baseline', 'short.json')
    expect([code, stderr]).toEqual([2, expect.stringContaining('--prompt-tokens or --prompts (200 then, 9 now)')])
  })

  it('ends with 130 by Ctrl-C, reports what was run, and leaves the baseline as it was', async () => {
    await writeFile(join(folder, 'kept.json'), 'kept')
    const args = [
      '--url',
      server.url,
      '--model',
      'fast',
      '--ramp',
      '1..30+1',
      '--duration',
      '300ms',
      '--warmup',
      '100ms',
      '--max-lag',
      '10s',
    ]
    const script = startScript(join(import.meta.dirname, '../../src/main.ts'), {
      args: ['load', ...args, '--save-baseline', join(folder, 'kept.json'), '--sla', join(folder, 'sla.yaml'), '--all'],
    })
    await script.waitForOutput(/1 caller: \d+ requests/)
    script.kill('SIGINT')
    const { code, stdout, stderr } = await script.exited
    expect([code, stdout]).toEqual([130, expect.stringContaining('The run was interrupted.')])
    expect(stderr).toContain('a run that was cut off is no baseline')
    expect(await readFile(join(folder, 'kept.json'), 'utf8')).toBe('kept')
  })
})

describe('the line that shows the progress', () => {
  it('is written over, goes when a stage ends, and is not there where nobody looks', () => {
    const progress: Progress = {
      stage: { model: 'closed', level: 1 },
      elapsedSeconds: 1,
      totalSeconds: 12,
      warmingUp: false,
      inFlight: 1,
      ended: 7,
      failed: 0,
    }
    const written: string[] = []
    const write = (text: string): unknown => written.push(text)
    const shown = showProgress({ log: write, live: { columns: 30, write } })
    shown.onProgress(progress)
    shown.end()
    showProgress({ log: write }).onProgress(progress)
    expect(written).toEqual(['\r1 caller: 1/12 s, 1 open, 7 e\u001B[K', '\r\u001B[K'])
  })
})
