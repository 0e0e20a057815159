import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runScript, startScript } from '../../src/index.ts'

const command = new URL('../../src/fake-openai-command.ts', import.meta.url)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokenscope-fake-openai-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function script(content: unknown): Promise<string> {
  const file = join(folder, 'script.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

interface Completion {
  choices: { message: { content: string } }[]
}

async function ask(url: string): Promise<Completion> {
  const answer = await fetch(`${url}/chat/completions`, { method: 'POST', body: '{}' })
  return (await answer.json()) as Completion
}

it('tokenscope-fake-openai prints its URL, serves, and ends by itself on SIGTERM', async () => {
  await using server = startScript(command, { args: ['--dialect', 'ollama', '--script', await script({ text: 'from the file' })] })
  const [url] = await server.waitForOutput(/http:\/\/127\.0\.0\.1:\d+\/v1/)
  expect(await ask(url!)).toMatchObject({ system_fingerprint: 'fp_ollama', choices: [{ message: { content: 'from the file' } }] })
  server.kill('SIGTERM')
  expect(await server.exited).toEqual({ code: 0, signal: null, stdout: `${url}\n`, stderr: '' })
})

it('a list in the file is for the next requests, one each', async () => {
  await using server = startScript(command, { args: ['--script', await script([{ text: 'one' }, { text: 'two' }])] })
  const [url] = await server.waitForOutput(/http:\S+/)
  const contents = [await ask(url!), await ask(url!)].map(({ choices }) => choices[0]?.message.content)
  expect(contents).toEqual(['one', 'two'])
})

it.each([
  [['--dialect', 'claude'], '--dialect must be one of openai, vllm, sglang, llamacpp, ollama, got "claude".'],
  [['--port', '70000'], '--port must be a whole number from 0 to 65535, got "70000".'],
  [['--max-concurrent', '0'], '--max-concurrent must be a whole number from 1 to'],
  [['--script', 'FILE {"tokens":"x"}'], 'script.json.tokens must be a whole number of at least 0, got "x".'],
  [['--script', 'FILE {"tokens"'], 'script.json cannot be read as JSON'],
  [['--what'], "Unknown option '--what'"],
])('arguments that it cannot follow end it with 2 and the reason: %j', async (args, reason) => {
  const given = await Promise.all(args.map((arg) => (arg.startsWith('FILE ') ? script(arg.slice(5)) : arg)))
  const { code, stdout, stderr } = await runScript(command, { args: given })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(reason)
})

it('--help explains the options', async () => {
  const { code, stdout } = await runScript(command, { args: ['--help'] })
  expect(code).toBe(0)
  expect(stdout).toContain('--max-concurrent NUMBER')
})
