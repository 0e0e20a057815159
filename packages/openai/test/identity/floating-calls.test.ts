import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startFakeOpenAI } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

/** Calls of a process that nobody listens to, or listens to late: the process must fare as it does without us. */
const STORIES: Readonly<Record<string, string>> = {
  'a call that nobody awaits and that fails': 'client.chat.completions.create(params)',
  'a streamed call that nobody awaits and that fails': 'client.chat.completions.create({ ...params, stream: true })',
  'a call whose then() has no catch': 'client.chat.completions.create(params).then(() => {})',
  'a call that is caught': "client.chat.completions.create(params).catch((error) => console.log('caught', error.status))",
  'a parse() helper that is caught': "client.chat.completions.parse?.(params).catch((error) => console.log('caught', error.status))",
  'a page that nobody awaits and that fails': 'client.models.list()',
  'a call that is caught long after it failed':
    "const p = client.chat.completions.create(params); process.on('unhandledRejection', () => { console.log('unhandled'); setImmediate(() => p.catch((error) => console.log('caught', error.status))) }); process.on('rejectionHandled', () => console.log('handled'))",
}

describe.each([4, 5, 6, 7])('a process that uses openai %i', (major) => {
  it.each(Object.entries(STORIES))('fares the same with and without instrumentation: %s', async (_name, story) => {
    const server = await startFakeOpenAI({ script: { status: 401 } })
    try {
      const [plain, observed] = await Promise.all([false, true].map((observe) => fate(major, server.url, story, observe)))
      expect(observed).toEqual(plain)
    } finally {
      await server.close()
    }
  })
})

async function fate(major: number, url: string, story: string, observe: boolean): Promise<unknown> {
  const script = `
    import OpenAI from 'openai${major}'
    import { instrumentOpenAI } from '@tokenscope/openai'
    const client = new OpenAI({ apiKey: 'x', baseURL: ${JSON.stringify(url)}, maxRetries: 0 })
    ${observe ? 'instrumentOpenAI(client)' : ''}
    const params = { model: 'm', messages: [{ role: 'user', content: 'x' }] }
    ${story}`
  const args = ['--conditions=dev', '--no-warnings', '--input-type=module', '-e', script]
  try {
    const { stdout } = await run(process.execPath, args, { cwd: new URL('../..', import.meta.url).pathname, timeout: 20_000 })
    return { code: 0, stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, thrown: /^(\w*Error): /m.exec(stderr)?.[1], unhandled: stderr.includes('status: 401') }
  }
}
