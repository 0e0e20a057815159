import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const EXAMPLES = resolve(import.meta.dirname, '../../../examples')
const STORIES = readdirSync(EXAMPLES).filter((folder) => existsSync(join(EXAMPLES, folder, 'main.ts')))

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs an example by its own script, with this Node, and without anything of the developer's own settings. */
function runExample(story: string): Promise<Ended> {
  const { scripts } = JSON.parse(readFileSync(join(EXAMPLES, story, 'package.json'), 'utf8'))
  // What stays and serves has a script that looks at itself and ends.
  const [program, ...args] = ((scripts.check ?? scripts.start) as string).split(' ')
  if (program !== 'node') throw new Error(`${story} starts with ${program}`)
  const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: process.env.HOME, LANG: 'C.UTF-8' }
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: join(EXAMPLES, story), env, timeout: 20_000, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.once('error', failed)
    child.once('close', (code, signal) => done({ code, signal, stdout, stderr }))
  })
}

describe('the examples', () => {
  it('are those that the documentation names', () => {
    expect(STORIES).toEqual(
      expect.arrayContaining([
        'agent-tools',
        'chat-stream',
        'existing-otel-setup',
        'express-api',
        'prometheus-only',
        'rag-pipeline',
        'responses-tools',
        'self-hosted',
      ]),
    )
  })

  it.each(STORIES)('%s holds what it asserts, ends by itself with 0, and is quiet on stderr', async (story) => {
    const { code, signal, stdout, stderr } = await runExample(story)
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' })
    expect(stdout).not.toBe('')
  })

  it.each(STORIES)('%s imports public names only', (story) => {
    const sources = readdirSync(join(EXAMPLES, story)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    const imported = sources.flatMap((file) =>
      [...readFileSync(join(EXAMPLES, story, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => name!),
    )
    const manifest = JSON.parse(readFileSync(join(EXAMPLES, story, 'package.json'), 'utf8'))
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(imported.filter((name) => !name.startsWith('node:') && !name.startsWith('./') && !declared.includes(name))).toEqual([])
  })
})
