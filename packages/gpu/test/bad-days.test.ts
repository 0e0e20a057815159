import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { FAKE_FAILURES, type FakeNvidiaSmi, fakeNvidiaSmi } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

/** The pids of the long-lived children, oldest first. */
async function loopPids(fake: FakeNvidiaSmi): Promise<readonly number[]> {
  return (await fake.calls()).filter(({ args }) => args.some((arg) => arg.startsWith('--loop-ms'))).map(({ pid }) => pid)
}

/** Running and no zombie. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const QUIET = { processes: false, details: false } as const

describe('a child', () => {
  it('that is killed is replaced, counted, and leaves no second one and no zombie', async () => {
    await using run = await startFakeGpu({}, QUIET)
    await until('samples', () => run.gpu.describe().tool.samples >= 2)
    const [first] = await loopPids(run.fake)
    process.kill(first!, 'SIGKILL')
    const second = await until('another child', async () => (await loopPids(run.fake))[1])
    await until('samples of it', () => run.gpu.describe().tool.state === 'streaming')
    expect(run.gpu.describe().tool).toMatchObject({ restarts: 1, failures: { killed: 1 } })
    expect([isAlive(first!), isAlive(second)]).toEqual([false, true])
    expect(await loopPids(run.fake)).toHaveLength(2)
  })

  it('that is stopped (SIGSTOP) is found out and replaced', async () => {
    await using run = await startFakeGpu({}, QUIET, { stalledMs: 1_500 })
    await until('samples', () => run.gpu.describe().tool.samples >= 2)
    const [first] = await loopPids(run.fake)
    process.kill(first!, 'SIGSTOP')
    await until('another child', async () => (await loopPids(run.fake))[1])
    await until('samples of it', () => run.gpu.describe().tool.state === 'streaming')
    expect(run.gpu.describe().tool).toMatchObject({ restarts: 1, failures: { stalled: 1 } })
    expect(isAlive(first!)).toBe(false)
  })

  it('that prints garbage is replaced, and what it printed is told', async () => {
    await using run = await startFakeGpu({ garbage: { fromPass: 3, lines: Array(60).fill('@@@ not a row') } }, QUIET)
    await until('the failure', () => run.gpu.describe().tool.failures.garbage)
    const { failure } = await until('waiting', () => run.gpu.describe().tool.failure && run.gpu.describe().tool)
    expect(failure).toEqual({ reason: 'garbage', message: 'printed lines that are not rows, the first: @@@ not a row' })
  })

  it('that prints a decimal comma is not read, and the message says why', async () => {
    // Eight rows a pass: enough lines for the verdict after a few passes, however long the tool takes to start.
    const gpus = Array(8).fill({ fields: { 'power.draw': '69,85', 'power.limit': '700,00' } })
    await using run = await startFakeGpu({ gpus }, QUIET)
    const failure = await until('the failure', () => {
      const now = run.gpu.describe().tool.failure
      return now?.reason === 'garbage' && now
    })
    expect(failure.message).toMatch(
      /^printed lines that are not rows \((\d+) cells instead of \d+: numbers with a decimal comma cannot be read\)/,
    )
    expect(run.gpu.snapshot()).toEqual([])
  })

  it('that needs long for its first row is waited for', async () => {
    await using run = await startFakeGpu({ startDelayMs: 700 }, QUIET, { stalledMs: 300 })
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
    expect(run.gpu.describe().tool).toMatchObject({ restarts: 0, failures: {} })
  })

  it('that never prints anything is replaced', async () => {
    await using run = await startFakeGpu({ silentFromPass: 0 }, QUIET, { firstRowMs: 2_000 })
    await until('the failure', () => run.gpu.describe().tool.failures.stalled)
    await run.fake.setScript({})
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
  })

  it('that ends by itself is replaced after growing pauses', async () => {
    await using run = await startFakeGpu({ exitAfterPasses: { passes: 1, exitCode: 0 } }, QUIET)
    await until('three restarts', () => run.gpu.describe().tool.restarts >= 3)
    expect(run.gpu.describe().tool.failures.exit_0).toBeGreaterThanOrEqual(3)
  })

  it('that ignores SIGTERM is gone when shutdown resolves', async () => {
    const run = await startFakeGpu({ ignoreSigterm: true }, QUIET)
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
    const [pid] = await loopPids(run.fake)
    await run.gpu.shutdown()
    expect(isAlive(pid!)).toBe(false)
    await run.gpu.shutdown()
    await run.fake.close()
  })
})

describe('a driver', () => {
  it('that refuses a field that it lists is asked without it', async () => {
    await using run = await startFakeGpu({ refusedFields: ['power.draw.average', 'compute_cap'] }, QUIET)
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
    const { tool } = run.gpu.describe()
    expect(tool.fields).not.toContain('power.draw.average')
    expect(tool.fields).not.toContain('compute_cap')
    expect(tool.failures).toEqual({})
  })

  it('without a readable help is asked for the core fields', async () => {
    await using run = await startFakeGpu({ noHelp: true }, QUIET)
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
    expect(run.gpu.describe().tool.fields).toHaveLength(27)
  })

  it('that is upgraded while we run is asked for its fields again, once', async () => {
    await using run = await startFakeGpu({ driverVersion: '470.256.02' }, QUIET)
    await until('samples', () => run.gpu.describe().tool.samples >= 2)
    expect(run.gpu.describe().tool.fields).not.toContain('power.draw.average')
    await run.fake.setScript({ driverVersion: '590.48.01' })
    await until('the new driver', () => run.gpu.describe().tool.driverVersion === '590.48.01')
    expect(run.gpu.describe().tool.fields).toContain('power.draw.average')
    const helps = (await run.fake.calls()).filter(({ args }) => args.includes('--help-query-gpu'))
    expect(helps).toHaveLength(2)
  })

  it.each(Object.entries(FAKE_FAILURES))('%s: nothing is measured, it is tried again, and it recovers', async (_name, failure) => {
    await using run = await startFakeGpu({ failure }, QUIET)
    await until('two tries', () => Object.values(run.gpu.describe().tool.failures)[0]! >= 2)
    expect(run.gpu.snapshot()).toEqual([])
    await run.fake.setScript({})
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
    expect(run.gpu.describe().tool.failure).toBeUndefined()
  })
})

describe('the tool', () => {
  it('that is not installed costs a look now and then', async () => {
    await using run = await startFakeGpu({}, { ...QUIET, command: join('/nowhere', 'nvidia-smi') })
    const failure = await until('the failure', () => run.gpu.describe().tool.failure)
    expect(failure).toEqual({ reason: 'no_tool', message: '/nowhere/nvidia-smi was not found' })
    expect(existsSync('/nowhere')).toBe(false)
  })

  it('may have a path with spaces and backslashes, as on Windows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'Program Files\\NVIDIA '))
    onTestFinished(() => rm(folder, { recursive: true }))
    await using fake = await fakeNvidiaSmi()
    const command = join(folder, 'nvidia-smi')
    await symlink(fake.command, command)
    await using run = await startFakeGpu({}, { ...QUIET, command })
    await until('samples', () => run.gpu.describe().tool.samples >= 1)
  })

  it('that may not be executed is told so', async () => {
    await using run = await startFakeGpu({}, { ...QUIET, command: '/' })
    const failure = await until('the failure', () => run.gpu.describe().tool.failure)
    expect(failure.reason).toBe('no_permission')
  })

  it('is asked for its fields once, and then once in a loop', async () => {
    await using run = await startFakeGpu({}, QUIET)
    await until('samples', () => run.gpu.describe().tool.samples >= 4)
    await delay(50)
    expect((await run.fake.calls()).map(({ args }) => args[0]!.split('=')[0])).toEqual(['--help-query-gpu', '--query-gpu'])
  })
})
