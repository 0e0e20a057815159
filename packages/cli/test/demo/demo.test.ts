import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startFakeOpenAI, startOtlpReceiver, waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { MAIN, runTokenscope } from '../run-tokenscope.ts'

const TITLES = [
  '1  A chat, streamed',
  '2  A chat, not streamed',
  '3  A tool call, from question to answer',
  '4  A chat that is refused at first',
  '5  A chat that stalls',
  '6  A chat that breaks in mid-stream',
  '7  Embeddings',
]

/** The lines of one chapter. */
function chapter(output: string, title: string): string {
  return output.slice(output.indexOf(title)).split('\n\n')[0]!
}

describe('tokenscope demo', () => {
  it('tells the whole story on its own server and ends by itself with 0', async () => {
    const { code, stdout, stderr } = await runTokenscope(['demo'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const title of TITLES) expect(stdout).toContain(`\n${title}\n`)
    expect(chapter(stdout, TITLES[0]!)).toMatch(
      /completed \(stop\) · ttft \d+ ms · \d+ tok\/s · \d+ tokens in · 48 out\n.*14 of them reasoning\n.*▼ first token/,
    )
    expect(chapter(stdout, TITLES[0]!)).toMatch(/\n {3}reasoning +▂.*\n {3}text {2,}.*▂.*\n {3}waiting {3}·/)
    expect(chapter(stdout, TITLES[2]!)).toMatch(
      /answer a question .*├─ chat demo-model .*completed \(tool_calls\).*tool call .*├─ execute_tool get_weather .*└─ chat demo-model .*completed \(stop\)/s,
    )
    expect(chapter(stdout, TITLES[3]!)).toMatch(/2 attempts\n.*↻ 429/s)
    expect(chapter(stdout, TITLES[4]!)).toMatch(/stalled \d+ ms.*├╌+ stall \d+ ms ╌+┤/s)
    expect(chapter(stdout, TITLES[5]!)).toMatch(/error \(connection_error\).*16 chunks, no usage.*✗/s)
    expect(stdout).toContain('\ntokenscope_client_retries_total 1\n')
    expect(stdout).toContain('\ntokenscope_client_stalls_total 1\n')
    expect(stdout).toMatch(/\ncalls {12}8 ended, 0 in flight \(7 completed, 1 error\)\n/)
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([])
  })

  it('prints nothing but ASCII, and no colour, where the locale is not UTF-8', async () => {
    const { code, stdout } = await runTokenscope(['demo'], { LANG: 'C', OPENAI_BASE_URL: '', OPENAI_API_KEY: '' })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[\n\u0020-\u007E]+$/)
    expect(chapter(stdout, TITLES[4]!)).toMatch(/\[~+ stall \d+ ms ~+\]/)
  })

  it('plays on a real server what a real server can play, and says what it skips', async () => {
    await using server = await startFakeOpenAI({ script: { dialect: 'vllm', tokens: 5, gapMs: 2 } })
    const { code, stdout, stderr } = await runTokenscope(['demo'], { OPENAI_BASE_URL: server.url })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('model Qwen/Qwen3-4B-Instruct-2507.\n')
    expect(stdout).toContain('\nSkipped: A chat that stalls (a real server cannot be told to stand still).\n')
    expect(stdout).toMatch(/\ncalls {12}5 ended/)
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/models',
      '/v1/chat/completions',
      '/v1/chat/completions',
      '/v1/chat/completions',
      '/v1/chat/completions',
      '/v1/embeddings',
    ])
  })

  it('sends the same traces to an OTLP endpoint, and links to no Jaeger that does not show them', async () => {
    await using receiver = await startOtlpReceiver()
    const { code, stdout, stderr } = await runTokenscope(['demo'], { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const printed = [...stdout.matchAll(/^trace ([0-9a-f]{32})$/gm)].map(([, traceId]) => traceId)
    expect([...new Set(receiver.spans.map(({ traceId }) => traceId))]).toEqual(printed)
    expect(receiver.spans.map(({ name }) => name).toSorted()).toEqual([
      'answer a question',
      ...Array.from({ length: 7 }, () => 'chat demo-model'),
      'embeddings demo-embedding',
      'execute_tool get_weather',
    ])
    expect(receiver.spans[0]?.resource['service.name']).toBe('tokenscope-demo')
    expect(receiver.metrics.some(({ name }) => name === 'tokenscope.client.requests')).toBe(true)
    expect(stdout).toContain(`\nTraces    ${receiver.url}/v1/traces: takes OTLP.\nYours  `)
  })

  it('tells its story all the same where the OTLP endpoint is down, and says why nothing arrived', async () => {
    const receiver = await startOtlpReceiver()
    await receiver.close()
    const { code, stdout } = await runTokenscope(['demo'], { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
    expect(code).toBe(0)
    expect(stdout).toContain(`\nTraces    ${receiver.url}/v1/traces: connection refused, nobody listens there.\n`)
    expect(stdout).not.toContain('Jaeger  ')
  })

  it('says in one line that the real server cannot be reached, and ends with 1', async () => {
    const gone = await startOtlpReceiver()
    await gone.close()
    const { code, stdout, stderr } = await runTokenscope(['demo'], { OPENAI_BASE_URL: `${gone.url}/v1` })
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `${gone.url}/v1 does not list its models: Connection error. Check OPENAI_BASE_URL, or set OPENAI_MODEL.\n`,
    })
  })

  it('--watch keeps calling and keeps the endpoint, until q', async () => {
    const child = spawn(process.execPath, ['--conditions=dev', MAIN, 'demo', '--watch'], {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    const ended = once(child, 'exit')
    while (!/Watching: .*\n(.*\n){2}/.test(output)) await once(child.stdout, 'data')
    const url = /^Metrics {3}(\S+)$/m.exec(output)?.[1]
    const page = await (await fetch(url!)).text()
    expect(page).toMatch(/^tokenscope_client_requests_total\{.*tokenscope_outcome="completed".*\} \d+/m)
    expect(output).toMatch(/Watching: .*\nchat demo-model · [\d.]+ m?s · completed \(stop\) · ttft/)
    const lens = /^Live on (\S+)$/m.exec(output)?.[1]
    expect(output).toContain(`\nTraces    ${lens} (live, token by token)\n`)
    await waitFor(async () => ((await (await fetch(`${lens}/api/calls`)).json()) as { total: number }).total >= 9, {
      what: 'the calls of the story, and one of those after it, on the page',
    })
    child.stdin.write('q')
    expect(await ended).toEqual([0, null])
  })

  it('--watch ends on SIGINT with 0 too', async () => {
    const child = spawn(process.execPath, ['--conditions=dev', MAIN, 'demo', '--watch'], {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    const ended = once(child, 'exit')
    while (!output.includes('Watching:')) await once(child.stdout, 'data')
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })
})
