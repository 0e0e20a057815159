import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { binaryPath, missingBinaries } from '@tokenscope/stack'
import { startScript, waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { MAIN, runTokenscope } from '../run-tokenscope.ts'
import { STACK_ENVIRONMENT } from './stack-environment.ts'
import { stackFolder } from './stack-folder.ts'
import { stackProcesses } from './stack-processes.ts'

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'alertmanager'], { onProgress: console.error })

describe.skipIf(missing !== undefined)(`tokenscope stack up${missing === undefined ? '' : ` (${missing})`}`, () => {
  it.each(['SIGINT', 'SIGHUP'] as const)('that is interrupted by %s before all is ready stops what it has started', async (signal) => {
    const { folder, up } = await stackFolder()
    const binaries = join(folder, 'binaries')
    await mkdir(binaries)
    for (const tool of ['otelcol', 'jaeger', 'prometheus'] as const) await symlink(await binaryPath(tool), join(binaries, tool))
    // Starts, and never answers.
    await writeFile(join(binaries, 'alertmanager'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 })
    await using starting = startScript(MAIN, { args: ['stack', 'up', ...up], env: { LANG: 'C.UTF-8', TOKENSCOPE_BINARIES: binaries } })
    await waitFor(async () => (await stackProcesses(folder)).length === 3)
    starting.kill(signal)
    const { code, stdout, stderr } = await starting.exited
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    expect(stderr).toMatch(/\nInterrupted: everything that was started has been stopped\. What was built so far is kept\.\n$/)
    expect(await stackProcesses(folder)).toEqual([])
  })

  it('--foreground stays until it is stopped, and takes all with it', async () => {
    const { folder, up } = await stackFolder()
    await using staying = startScript(MAIN, {
      args: ['stack', 'up', '--foreground', ...up],
      env: { LANG: 'C.UTF-8', ...STACK_ENVIRONMENT },
    })
    await staying.waitForOutput('Ctrl-C stops all of it.')
    expect((await stackProcesses(folder)).length).toBe(4)
    staying.kill('SIGTERM')
    expect((await staying.exited).code).toBe(0)
    expect(await stackProcesses(folder)).toEqual([])
  })

  it('--foreground ends with 1 when a part ends, and says which', async () => {
    const { folder, up } = await stackFolder()
    await using staying = startScript(MAIN, {
      args: ['stack', 'up', '--foreground', ...up],
      env: { LANG: 'C.UTF-8', ...STACK_ENVIRONMENT },
    })
    await staying.waitForOutput('Ctrl-C stops all of it.')
    process.kill((await stackProcesses(folder)).find(({ program }) => program === 'prometheus')?.pid ?? Number.NaN, 'SIGKILL')
    const { code, stderr } = await staying.exited
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nprometheus has ended, so the rest was stopped too\. Its log: .*prometheus\.log\n$/)
    expect(await stackProcesses(folder)).toEqual([])
  })
})

describe('tokenscope stack', () => {
  it('without binaries and without Go says what to install, and starts nothing', async () => {
    const { folder, up } = await stackFolder()
    const { code, stdout, stderr } = await runTokenscope(['stack', 'up', ...up], { PATH: '', TOKENSCOPE_CACHE: folder })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /^OpenTelemetry Collector is not installed \(looked for .* on PATH\), and it cannot be built: there is no Go on PATH\.\n/,
    )
    expect(stderr).toContain('- install Go 1.26 or newer from https://go.dev/dl')
    expect(stderr).toMatch(/\n- use Docker instead: docker compose -f .*\/compose\.yaml up\n$/)
    expect(await stackProcesses(folder)).toEqual([])
  })
})
