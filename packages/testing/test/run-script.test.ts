import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScript, startScript } from '../src/run-script.ts'
import { waitFor } from '../src/wait-for.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-script-'))
})
afterAll(() => rm(folder, { recursive: true }))

const FOREVER = 'setInterval(() => {}, 1000)'
/** Starts a child that ignores SIGTERM, and leaves its pid in the file that is its argument. */
const PARENT = `
  import { spawn } from 'node:child_process'
  import { writeFileSync } from 'node:fs'
  const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('up'); ${FOREVER}"], { stdio: 'inherit' })
  writeFileSync(process.argv[2], String(child.pid))
`

describe('runScript', () => {
  it('gives back what a script printed and how it ended', async () => {
    const code = "console.log('out'); console.error('err'); process.exitCode = 3"
    expect(await runScript({ code })).toEqual({ code: 3, signal: null, stdout: 'out\n', stderr: 'err\n' })
    expect(await runScript({ code: "process.kill(process.pid, 'SIGKILL')" })).toMatchObject({ code: null, signal: 'SIGKILL' })
  })

  it('runs a file by path, by URL and as code, all with the same arguments', async () => {
    const code = 'console.log(JSON.stringify(process.argv.slice(2)))'
    const path = join(folder, 'print-args.mjs')
    await writeFile(path, code)
    const args = ['--flag', 'a b', '']
    for (const script of [path, pathToFileURL(path), { code }])
      expect((await runScript(script, { args })).stdout).toBe('["--flag","a b",""]\n')
  })

  it('runs in the folder it is told, from where its code imports', async () => {
    await writeFile(join(folder, 'answer.mjs'), 'export const answer = 42')
    const code = "import { answer } from './answer.mjs'; console.log(answer)"
    expect(await runScript({ code }, { cwd: folder })).toEqual({ code: 0, signal: null, stdout: '42\n', stderr: '' })
  })

  it('passes on PATH, HOME and what it is given, and nothing else', async () => {
    process.env.OTEL_SERVICE_NAME = 'of the caller'
    try {
      const code = 'console.log(JSON.stringify(process.env))'
      const { stdout } = await runScript({ code }, { env: { GIVEN: 'yes', UNSET: undefined } })
      expect(JSON.parse(stdout)).toEqual({ PATH: process.env.PATH, HOME: process.env.HOME, GIVEN: 'yes' })
    } finally {
      delete process.env.OTEL_SERVICE_NAME
    }
  })

  it("shares the caller's own conditions with the script, and adds the flags that it is given", async () => {
    const { stdout } = await runScript({ code: 'console.log(process.execArgv.join(" "))' }, { execArgv: ['--no-warnings'] })
    expect(stdout).toMatch(/--conditions=dev .*--no-warnings --eval/)
    expect(stdout).not.toContain('--conditions=import')
  })

  it('runs TypeScript wherever its caller can', async () => {
    const path = join(folder, 'typed.mts')
    await writeFile(path, 'const answer: number = 42; console.log(answer)')
    expect(await runScript(path)).toEqual({ code: 0, signal: null, stdout: '42\n', stderr: '' })
  })

  it('kills a script at the timeout with all that it started, and says what it had printed', async () => {
    const pidFile = join(folder, 'timeout.pid')
    const code = `${PARENT}; console.error('a warning'); ${FOREVER}`
    await expect(runScript({ code }, { args: [pidFile], timeoutMs: 2500 })).rejects.toThrow(
      'the script did not end within 2500 ms and was killed\n--- stdout\nup\n--- stderr\na warning',
    )
    await expectGone(pidFile)
  })

  it('does not wait for a child that outlives the script, and leaves none behind', async () => {
    const pidFile = join(folder, 'outlived.pid')
    expect(await runScript({ code: `${PARENT}; child.unref()` }, { args: [pidFile] })).toMatchObject({ code: 0 })
    await expectGone(pidFile)
  })

  it('tells a folder that is not there', async () => {
    await expect(runScript('main.ts', { cwd: join(folder, 'none') })).rejects.toThrow(`main.ts could not be started in ${folder}/none: `)
  })
})

describe('startScript', () => {
  it('finds what a running script prints, on either stream, and gives the groups', async () => {
    await using script = startScript({ code: `console.log('port=8080'); console.error('ready'); ${FOREVER}` })
    expect([...(await script.waitForOutput(/port=(\d+)/g))]).toEqual(['port=8080', '8080'])
    expect(await script.waitForOutput('ready')).toEqual(['ready'])
    expect(script.output).toEqual({ stdout: 'port=8080\n', stderr: 'ready\n' })
  })

  it('passes a signal on to the script, which may end in its own way', async () => {
    await using script = startScript({
      code: `process.on('SIGTERM', () => { console.log('flushed'); process.exit(5) }); console.log('up'); ${FOREVER}`,
    })
    await script.waitForOutput('up')
    script.kill()
    expect(await script.exited).toEqual({ code: 5, signal: null, stdout: 'up\nflushed\n', stderr: '' })
  })

  it('stops waiting for output when the script ends', async () => {
    await using script = startScript({ code: "console.error('no config'); process.exitCode = 2" })
    await expect(script.waitForOutput('ready')).rejects.toThrow(
      'the script ended (exit code 2) without printing ready\n--- stdout\n\n--- stderr\nno config',
    )
  })

  it('stops waiting for output after the timeout', async () => {
    await using script = startScript({ code: `console.log('almost'); ${FOREVER}` })
    await script.waitForOutput('almost')
    await expect(script.waitForOutput(/ready/, { timeoutMs: 5 })).rejects.toThrow('did not print within 5 ms /ready/\n--- stdout\nalmost')
  })

  it('leaves nothing running behind its scope', async () => {
    const pidFile = join(folder, 'scope.pid')
    {
      await using script = startScript({ code: `${PARENT}; ${FOREVER}` }, { args: [pidFile] })
      await script.waitForOutput('up')
    }
    await expectGone(pidFile)
  })

  it('takes its scripts along when the process that started them exits', async () => {
    const pidFile = join(folder, 'exit.pid')
    const code = `
      import { startScript } from ${JSON.stringify(new URL('../src/run-script.ts', import.meta.url).href)}
      const script = startScript({ code: "console.log('up'); ${FOREVER}" })
      await script.waitForOutput('up')
      console.log(script.pid)
      process.exit(0)
    `
    const { stdout } = await runScript({ code })
    await writeFile(pidFile, stdout)
    await expectGone(pidFile)
  })
})

async function expectGone(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8'))
  expect(pid).toBeGreaterThan(1)
  await waitFor(async () => !(await isAlive(pid)), { what: `the end of process ${pid}` })
}

/** A process that has ended but that nobody has asked about yet is not alive, although it still takes signals. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) [ZX] /.test(stat)
}
