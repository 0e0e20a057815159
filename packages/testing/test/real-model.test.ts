import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realModelMissing, startRealModel } from '../src/real-model/index.ts'
import { makeOnce } from '../src/real-model/make-once.ts'
import { runScript } from '../src/run-script.ts'
import { waitFor } from '../src/wait-for.ts'

const SOURCE = fileURLToPath(new URL('../src/real-model/index.ts', import.meta.url))
const missing = await realModelMissing()

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-model-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('makeOnce', () => {
  it('gives a folder its name only when it is whole, and makes it once', async () => {
    const target = join(folder, 'deep/model')
    let fills = 0
    const fill = async (unfinished: string) => {
      fills++
      await writeFile(join(unfinished, 'a'), 'half')
      expect(await readdir(join(folder, 'deep'))).toEqual([expect.stringMatching(/^model\.part-/)])
      await writeFile(join(unfinished, 'a'), 'whole')
    }
    expect(await makeOnce(target, fill)).toBe(target)
    expect(await makeOnce(target, fill)).toBe(target)
    expect(await readFile(join(target, 'a'), 'utf8')).toBe('whole')
    expect(fills).toBe(1)
  })

  it('leaves nothing behind where it fails, and can be tried again', async () => {
    const target = join(folder, 'model')
    await expect(makeOnce(target, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
    expect(await readdir(folder)).toEqual([])
    await makeOnce(target, (unfinished) => writeFile(join(unfinished, 'a'), ''))
    expect(await readdir(target)).toEqual(['a'])
  })

  it('gives both of two that make it at the same time the same whole folder', async () => {
    const target = join(folder, 'model')
    const both = Promise.withResolvers<void>()
    let started = 0
    const fill = async (unfinished: string) => {
      if (++started === 2) both.resolve()
      await both.promise
      await writeFile(join(unfinished, 'a'), 'whole')
    }
    expect(await Promise.all([makeOnce(target, fill), makeOnce(target, fill)])).toEqual([target, target])
    expect(await readdir(folder)).toEqual(['model'])
    expect(await readFile(join(target, 'a'), 'utf8')).toBe('whole')
  })

  it('removes what a killed process left an hour ago, and not what another one works on', async () => {
    const [old, current] = [join(folder, 'model.part-old'), join(folder, 'model.part-now')]
    await Promise.all([mkdir(old), mkdir(current)])
    const before = Date.now() / 1000 - 3700
    await utimes(old, before, before)
    await makeOnce(join(folder, 'model'), async () => undefined)
    expect((await readdir(folder)).sort()).toEqual(['model', 'model.part-now'])
  })
})

describe('where there is no Python', () => {
  it('says so, and what to type', async () => {
    const code = `
      import { realModelMissing, startRealModel } from ${JSON.stringify(SOURCE)}
      console.log(await realModelMissing())
      await startRealModel()
    `
    const { code: exitCode, stdout, stderr } = await runScript({ code }, { env: { PATH: folder, TOKENSCOPE_CACHE: folder } })
    const recipe = 'the real model needs python3 with venv; install it (Debian and Ubuntu: apt-get install python3 python3-venv)\n'
    expect(stdout).toBe(recipe)
    expect(stderr).toContain(`Unavailable: ${recipe}`)
    expect(exitCode).toBe(1)
  })
})

describe.skipIf(missing !== undefined)(`the real model${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('serves under the name it gives, from the cache without a word, until it is closed', async () => {
    const said: string[] = []
    const server = await startRealModel({ onProgress: (line) => said.push(line) })
    expect(said).toEqual([])
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    const { data } = (await (await fetch(`${server.url}/models`)).json()) as { data: { id: string }[] }
    expect(data.map(({ id }) => id)).toEqual([server.model])
    await Promise.all([server.close(), server.close()])
    await server[Symbol.asyncDispose]()
    await expect(fetch(`${server.url}/models`)).rejects.toThrow('fetch failed')
  })

  it('answers as the README says', async () => {
    // #region real-model
    const model = await startRealModel()
    const client = new OpenAI({ apiKey: 'any', baseURL: model.url })
    const messages = [{ role: 'user' as const, content: 'What is the sea?' }]
    const answer = await client.chat.completions.create({ model: model.model, messages, max_tokens: 5 })
    console.log(answer.usage?.completion_tokens) // 5
    await model.close()
    // #endregion
    expect(answer.usage?.completion_tokens).toBe(5)
  })

  it('ends with the process that started it, even when that is killed', async () => {
    const code = `
      import { startRealModel } from ${JSON.stringify(SOURCE)}
      console.log((await startRealModel()).url)
    `
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', code])
    let printed = ''
    parent.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    const [url] = await waitFor(() => /http:\S+(?=\n)/.exec(printed), { timeoutMs: 20_000 })
    const isServing = async () => {
      const answer = await fetch(`${url}/models`).catch(() => undefined)
      return answer?.ok === true
    }
    expect(await isServing()).toBe(true)
    parent.kill('SIGKILL') // the process alone
    await waitFor(async () => !(await isServing()), { what: 'the server to end' })
  })

  it('says how the server ended when it does not come up', async () => {
    const cause = /server ended \(exit code 1\) before it served\n[\s\S]*invalid literal for int\(\)/
    await expect(startRealModel({ slots: 0.5 })).rejects.toThrow(cause)
  })

  it('says that the packages cannot be had, and keeps nothing of the attempt', async () => {
    const code = `
      import { realModelMissing } from ${JSON.stringify(SOURCE)}
      console.log(await realModelMissing({ onProgress: (line) => console.log(line) }))
    `
    const env = { TOKENSCOPE_CACHE: folder, PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'http://127.0.0.1:9/simple' }
    const { stdout } = await runScript({ code }, { env, timeoutMs: 25_000 })
    expect(stdout.split('\n')).toEqual([
      'installing xllamacpp 2026.10.11549 (34 MB)',
      expect.stringMatching(/^the real model needs Python packages that cannot be had \(.*xllamacpp==.*\); see that pip can install$/),
      '',
    ])
    expect(await readdir(join(folder, 'real-model'))).toEqual([])
  })
})
