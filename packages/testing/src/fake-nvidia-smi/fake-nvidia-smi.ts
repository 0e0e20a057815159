import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SCRIPT_VARIABLE } from './run-command.ts'
import type { FakeNvidiaSmiScript } from './script.ts'

/** A fake `nvidia-smi` on disk. */
export interface FakeNvidiaSmi {
  /** Path of the executable: what `startGpuMetrics({ command })` takes. */
  readonly command: string
  /** Changes what it pretends to be; children that run follow at their next pass. */
  setScript(script: FakeNvidiaSmiScript): Promise<void>
  /** Every call so far, in order. */
  calls(): Promise<readonly FakeCall[]>
  /** Removes its files. Children that still run are not ended by it. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export interface FakeCall {
  readonly pid: number
  readonly args: readonly string[]
}

/**
 * Writes an executable that behaves as `nvidia-smi` does on the host that the script describes, into a directory of its own. It is a shell
 * script that becomes Node, so its pid is the fake's own. Not for Windows, where such a file cannot be executed.
 */
export async function fakeNvidiaSmi(script: FakeNvidiaSmiScript = {}): Promise<FakeNvidiaSmi> {
  const directory = await mkdtemp(join(tmpdir(), 'fake-nvidia-smi-'))
  const scriptPath = join(directory, 'script.json')
  const command = join(directory, 'nvidia-smi')
  const program = createRequire(import.meta.url).resolve('@tokenscope/testing/fake-nvidia-smi-command')
  const setScript = async (next: FakeNvidiaSmiScript): Promise<void> => {
    await writeFile(`${scriptPath}.new`, JSON.stringify(next))
    await rename(`${scriptPath}.new`, scriptPath)
  }
  const close = (): Promise<void> => rm(directory, { recursive: true, force: true })
  await setScript(script)
  await writeFile(command, `#!/bin/sh\n${SCRIPT_VARIABLE}=${quote(scriptPath)} exec ${quote(process.execPath)} ${quote(program)} "$@"\n`)
  await chmod(command, 0o755)
  return {
    command,
    setScript,
    close,
    [Symbol.asyncDispose]: close,
    calls: async () => {
      const log = await readFile(`${scriptPath}.calls`, 'utf8').catch(() => '')
      return log
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as FakeCall)
    },
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
