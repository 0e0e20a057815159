import { type ChildProcess, spawn } from 'node:child_process'
import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { missingBinaries } from '../src/binaries/missing-binaries.ts'
import { type LogKeeping, startLogKeeper, stopLogKeeper } from '../src/processes/log-keeper.ts'
import { isAlive, type ProcessIdentity } from '../src/processes/process-identity.ts'
import { startStack } from '../src/start-stack.ts'
import { stopStack } from '../src/stop-stack.ts'
import { temporaryFolder } from './temporary-folder.ts'

const missing = await missingBinaries(['alertmanager'], { onProgress: console.error })

/** A process that only waits; it ends with the test. */
function startWriter(): ChildProcess {
  const writer = spawn('sleep', ['60'])
  onTestFinished(() => void writer.kill())
  return writer
}

async function keep(keeping: LogKeeping): Promise<ProcessIdentity> {
  const keeper = await startLogKeeper({ everySeconds: 0.1, limitBytes: 100_000, ...keeping })
  onTestFinished(async () => await stopLogKeeper(keeper))
  return keeper
}

describe('what bounds the logs', () => {
  it('cuts one that has outgrown its limit to its end, leaves the others, and who appends goes on', async () => {
    const folder = await temporaryFolder()
    const [long, short] = ['long log', 'short.log'].map((name) => join(folder, name)) as [string, string]
    await writeFile(short, 'short\n')
    await writeFile(long, `${'x'.repeat(200_000)}\nlast\n`)
    await keep({ folder, names: ['long log', 'absent.log', 'short.log'], pids: [startWriter().pid!] })
    await waitFor(async () => (await stat(long)).size === 16_384, { what: 'the log that was cut' })
    await appendFile(long, 'after\n')
    expect((await readFile(long, 'utf8')).endsWith('x\nlast\nafter\n')).toBe(true)
    expect(await readFile(short, 'utf8')).toBe('short\n')
    expect((await readdir(folder)).sort()).toEqual(['long log', 'short.log'])
  })

  it('ends with the last of those that write', async () => {
    const [first, last] = [startWriter(), startWriter()]
    const keeper = await keep({ folder: await temporaryFolder(), names: ['x.log'], pids: [first.pid!, last.pid!] })
    first.kill()
    await waitFor(() => first.signalCode !== null)
    expect(isAlive(keeper)).toBe(true)
    last.kill()
    await waitFor(() => !isAlive(keeper), { what: 'the end of what bounds the logs' })
  })

  it.skipIf(missing !== undefined)(
    `goes on with a stack that outlives who started it, and is stopped with it ${missing ?? ''}`,
    async () => {
      const dataFolder = await temporaryFolder()
      onTestFinished(async () => void (await stopStack({ dataFolder })))
      await startStack({ dataFolder, ports: 'any', components: ['alertmanager'], outlive: true })
      const { logKeeper } = JSON.parse(await readFile(join(dataFolder, 'stack.json'), 'utf8')) as { logKeeper: ProcessIdentity }
      expect(isAlive(logKeeper)).toBe(true)
      await stopStack({ dataFolder })
      expect(isAlive(logKeeper)).toBe(false)
    },
  )
})
