import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type FakeNvidiaSmi, type FakeNvidiaSmiScript, fakeNvidiaSmi } from '@tokenscope/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { until } from './until.ts'

const PROGRAM = fileURLToPath(new URL('parent-process.ts', import.meta.url))

let fake: FakeNvidiaSmi | undefined
let parent: ChildProcess | undefined

afterEach(async () => {
  parent?.kill('SIGKILL')
  for (const { pid } of (await fake?.calls()) ?? []) if (isRunning(pid)) process.kill(pid, 'SIGKILL')
  await fake?.close()
})

/** A parent that has a child in loop mode. */
async function startParent(
  script: FakeNvidiaSmiScript,
  mode = 'stay',
): Promise<{ readonly parent: ChildProcess; readonly childPid: number }> {
  fake = await fakeNvidiaSmi(script)
  parent = spawn(process.execPath, ['--conditions=dev', PROGRAM, fake.command, mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  const childPid = await until(
    'a child in loop mode',
    async () => (await fake?.calls())?.find(({ args }) => args.at(-1)?.startsWith('--loop-ms'))?.pid,
  )
  return { parent, childPid }
}

/** Exists and is no zombie. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe.skipIf(process.platform !== 'linux')('the child', () => {
  it.each([
    ['that streams', {}],
    ['that is silent', { silentFromPass: 1 }],
    ['that ignores SIGTERM', { silentFromPass: 1, ignoreSigterm: true }],
  ] as const)('%s dies with a parent that is killed by SIGKILL', async (_, script) => {
    const { parent: host, childPid } = await startParent(script)
    await once(host.stdout!, 'data')
    host.kill('SIGKILL')
    await until('the end of the child', () => !isRunning(childPid))
    expect(isRunning(childPid)).toBe(false)
  })

  it('that is stopped dies with a parent that is killed by SIGKILL', async () => {
    const { parent: host, childPid } = await startParent({})
    await once(host.stdout!, 'data')
    process.kill(childPid, 'SIGSTOP')
    host.kill('SIGKILL')
    await until('the end of the child', () => !isRunning(childPid))
    expect(isRunning(childPid)).toBe(false)
  })

  it('dies with a parent that is ended by SIGTERM', async () => {
    const { parent: host, childPid } = await startParent({ silentFromPass: 1 })
    await once(host.stdout!, 'data')
    host.kill('SIGTERM')
    await until('the end of the child', () => !isRunning(childPid))
  })

  it('does not keep a parent alive that has nothing else to do, and dies with it', async () => {
    const { parent: host } = await startParent({ startDelayMs: 300 }, 'leave').catch(() => ({ parent: parent! }))
    if (host.exitCode === null) await once(host, 'exit')
    expect(host.exitCode).toBe(0)
    for (const { pid } of (await fake?.calls()) ?? []) await until('the end of the child', () => !isRunning(pid))
  })
})
