import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { binaryPath } from '../src/binaries/binary-path.ts'
import { runProgram } from '../src/processes/run-program.ts'
import { WORKING_BUILD, writeFakeGo } from './fake-go.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Everything that is in the cache, and what Go was asked to build. */
async function look(folder: string): Promise<{ cache: string[]; builds: number }> {
  const cache = await readdir(join(folder, 'binaries')).catch(() => [])
  const builds = await readFile(join(folder, 'builds'), 'utf8').catch(() => '')
  return { cache: cache.map((name) => name.replace(/-[^-]+-[^-]+-[0-9a-f]{12}$/, '')), builds: builds.split('\n').length - 1 }
}

describe('a binary that is nowhere', () => {
  it('is built into the cache with progress, and found there from then on', async () => {
    const folder = await temporaryFolder()
    const env = { PATH: await writeFakeGo(folder, WORKING_BUILD), TOKENSCOPE_CACHE: folder }
    const lines: string[] = []
    const path = await binaryPath('amtool', { env, onProgress: (line) => lines.push(line) })
    expect((await runProgram(path, [])).output).toBe('version 9.9.9\n')
    expect(lines).toEqual([
      'building Alertmanager 0.31.1 (alertmanager), with Go 1.26.8 (usually a minute and a half the first time, on two cores)',
      '  done after 0 s',
      'building Alertmanager 0.31.1 (amtool), with Go 1.26.8 (usually a minute and a half the first time, on two cores)',
      '  done after 0 s',
    ])
    expect(await binaryPath('amtool', { env: { ...env, PATH: '' } })).toBe(path)
    expect(await look(folder)).toEqual({ cache: ['alertmanager-0.31.1'], builds: 2 })
  })

  it('is built once when two ask for it at the same time', async () => {
    const folder = await temporaryFolder()
    const env = { PATH: await writeFakeGo(folder, `sleep 0.2; ${WORKING_BUILD}`), TOKENSCOPE_CACHE: folder }
    const [first, second] = await Promise.all([binaryPath('jaeger', { env }), binaryPath('jaeger', { env })])
    expect(first).toBe(second)
    expect(await look(folder)).toEqual({ cache: ['jaeger-2.2.0'], builds: 1 })
  })

  it('is taken from whoever has built it meanwhile without the lock, as other versions may', async () => {
    const folder = await temporaryFolder()
    const rival = `whole="$(dirname "$(dirname "$(dirname "$out")")")/$(basename "$(dirname "$(dirname "$out")")" | sed 's/.part-.*//')"`
    const env = {
      PATH: await writeFakeGo(folder, `${WORKING_BUILD}; ${rival}; mkdir -p "$whole"; cp "$out" "$whole/"`),
      TOKENSCOPE_CACHE: folder,
    }
    const path = await binaryPath('jaeger', { env })
    expect((await runProgram(path, [])).output).toBe('version 9.9.9\n')
    expect(await look(folder)).toEqual({ cache: ['jaeger-2.2.0'], builds: 1 })
  })

  it('leaves nothing behind when the build fails, and the error has its last lines', async () => {
    const folder = await temporaryFolder()
    const env = { PATH: await writeFakeGo(folder, 'echo "main.go:7: undefined: x" >&2; exit 2'), TOKENSCOPE_CACHE: folder }
    await expect(binaryPath('jaeger', { env })).rejects.toThrow(
      /^Building Jaeger 2\.2\.0, with Go 1\.26\.8 failed: .* ended with exit code 2\.\nmain\.go:7: undefined: x$/,
    )
    expect(await look(folder)).toEqual({ cache: [], builds: 1 })
  })

  it('leaves nothing behind when the build is interrupted, and what Go runs ends too', async () => {
    const folder = await temporaryFolder()
    const env = { PATH: await writeFakeGo(folder, 'sleep 60'), TOKENSCOPE_CACHE: folder }
    const interrupted = new AbortController()
    const path = binaryPath('jaeger', { env, signal: interrupted.signal })
    path.catch(() => undefined)
    await waitFor(async () => (await look(folder)).builds === 1)
    interrupted.abort()
    await expect(path).rejects.toThrow('aborted')
    expect(await look(folder)).toEqual({ cache: [], builds: 1 })
  })
})
