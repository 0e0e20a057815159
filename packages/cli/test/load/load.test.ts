import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeOpenAI, startFakeOpenAI } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    expect(stderr).toMatch(/^1 callers: \d+ requests, p95 .*, 0 failed, SLA met\n$/)
  })

  it('ends with 1 where the SLA breaks, and says which target and by how much', async () => {
    const { code, stdout } = await load('slow', '--sla', 'sla.yaml')
    expect(code).toBe(1)
    expect(stdout).toContain('The SLA is breached already at 1 caller, the lowest level.\n')
    expect(stdout).toMatch(/at 1: p95 response time is 3\d\d ms, the target 200 ms\n/)
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
    ['a baseline that is none', ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--baseline', 'sla.yaml'], 'sla.yaml is not JSON.'],
    [
      'a server that does not listen',
      ['--url', 'http://127.0.0.1:1/v1', '--model', 'm', '--ramp', '1', ...QUICK],
      'No request to http://127.0.0.1:1 succeeded: ECONNREFUSED. Nobody listens there: start the server, or mend --url.',
    ],
  ])('ends with 2 and says what to do for %s', async (_name, args, message) => {
    const { code, stderr } = await runTokenscope(['load', ...args], {}, folder)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('says that a key is wanted, and shows none', async () => {
    const { code, stdout, stderr } = await load('closed-shop')
    expect([code, stderr]).toEqual([2, expect.stringContaining('succeeded: 401. Set OPENAI_API_KEY to a key that the server takes.')])
    expect(stdout + stderr).not.toContain('s3cret')
  })
})
