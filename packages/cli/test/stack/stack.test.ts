import { missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { runTokenscope } from '../run-tokenscope.ts'
import { STACK_ENVIRONMENT } from './stack-environment.ts'
import { stackFolder } from './stack-folder.ts'
import { stackProcesses } from './stack-processes.ts'

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'alertmanager'], { onProgress: console.error })
const run = async (...args: readonly string[]) => await runTokenscope(['stack', ...args], STACK_ENVIRONMENT)

describe.skipIf(missing !== undefined)(`tokenscope stack${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('goes up, says where it is, is seen, and goes down without a trace', async () => {
    const { folder, where, up } = await stackFolder()
    const started = await run('up', ...up)
    expect(started).toMatchObject({ code: 0, stderr: 'starting collector\nstarting jaeger\nstarting prometheus\nstarting alertmanager\n' })
    expect(started.stdout).toMatch(
      /^The stack is ready after \d+\.\d s\.\n\n {2}Jaeger +http:\/\/127\.0\.0\.1:\d+ {2}traces(?: \(API only\))?\n/,
    )
    expect(started.stdout).toMatch(/^ {2}export OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/127\.0\.0\.1:\d+$/m)

    const status = await run('status', ...where)
    expect(status).toMatchObject({ code: 0, stderr: '' })
    for (const name of ['collector', 'jaeger', 'prometheus', 'alertmanager']) {
      expect(status.stdout).toMatch(new RegExp(`^${name} +ready +\\S+ +process \\d+ {2}up \\d+ m?s {2}\\d+ MiB$`, 'm'))
    }
    expect(status.stdout).toContain('queue of traces to otlp_grpc/jaeger: 0 (0.0 % full)')

    expect(await run('down', ...where)).toEqual({
      code: 0,
      stdout: 'collector stopped\njaeger stopped\nprometheus stopped\nalertmanager stopped\n',
      stderr: '',
    })
    expect(await stackProcesses(folder)).toEqual([])
    expect(await run('status', ...where)).toMatchObject({ code: 3, stderr: '' })
    expect(await run('down', ...where)).toEqual({ code: 0, stdout: 'No stack runs here.\n', stderr: '' })
  })

  it('goes on after the command, each process in a session that no terminal closes, and is not started twice', async () => {
    const { data, folder, up } = await stackFolder()
    expect((await run('up', ...up)).code).toBe(0)
    const before = await stackProcesses(folder)
    expect(before.map(({ pid, session }) => session === pid)).toEqual([true, true, true, true])
    const second = await run('up', ...up)
    expect(second).toMatchObject({ code: 0, stderr: `A stack runs on ${data} already: collector, jaeger, prometheus, alertmanager.\n` })
    expect(second.stdout).toMatch(/^collector +ready /)
    expect(await stackProcesses(folder)).toEqual(before)
  })

  it('with a part that has died says which, and how to start it anew', async () => {
    const { data, folder, where, up } = await stackFolder()
    await run('up', ...up)
    const jaeger = (await stackProcesses(folder)).find(({ program }) => program === 'jaeger')
    process.kill(jaeger?.pid ?? Number.NaN, 'SIGKILL')
    const { code, stdout } = await run('status', ...where)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^jaeger +ended +\S+ {2}its log: .*jaeger\.log$/m)
    const anew = `\n\nStart it anew: tokenscope stack down --data ${data}, then tokenscope stack up --data ${data}\n`
    expect(stdout.endsWith(anew)).toBe(true)
    const second = await run('up', ...up)
    expect(second).toMatchObject({ code: 1, stderr: `A stack runs on ${data} already: collector, prometheus, alertmanager.\n` })
    expect(second.stdout.endsWith(anew)).toBe(true)
  })

  it('that was killed as a whole, as by a restart of the machine, is seen as stopped and goes up again', async () => {
    const { folder, where, up } = await stackFolder()
    await run('up', ...up)
    for (const { pid } of await stackProcesses(folder)) process.kill(pid, 'SIGKILL')
    const status = await run('status', '--json', ...where)
    expect(status.code).toBe(3)
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'stopped', components: [{ name: 'collector', running: false }, {}, {}, {}] })
    expect((await run('up', ...up)).code).toBe(0)
    expect((await stackProcesses(folder)).length).toBe(4)
  })
})
