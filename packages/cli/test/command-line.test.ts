import { describe, expect, it } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { runTokenscope } from './run-tokenscope.ts'

const HINT = 'Run tokenscope --help to see what there is.\n'

describe('the command line', () => {
  it('shows what there is without arguments and with --help', async () => {
    const [none, help] = await Promise.all([runTokenscope([]), runTokenscope(['--help'])])
    expect(none).toEqual(help)
    expect(help.code).toBe(0)
    expect(help.stdout).toMatch(/^ {2}doctor +what is installed, what is exporting where, what would be lost$/m)
  })

  it('shows the version of the package', async () => {
    expect(await runTokenscope(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
  })

  it('shows the options and exit codes of one command', async () => {
    const { code, stdout } = await runTokenscope(['demo', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('  -w, --watch  keep calling, and keep the metrics endpoint, until Ctrl-C or q\n')
    expect(stdout).toContain('Exit codes:\n  0  the story was told\n')
  })

  it.each<[args: string[], message: string]>([
    [['dmeo'], 'Unknown command "dmeo" (did you mean demo?); commands are demo, lens, doctor, gpu, '],
    [['doctor', '--jsn'], 'Unknown option --jsn of tokenscope doctor (did you mean --json?); allowed are --trace, --json, --help.'],
    [['doctor', '--json=yes'], '--json takes no value, got "yes".'],
    [['load', '--url', '--model', 'm'], '--url needs a value: --url <url>.'],
    [['doctor', 'now'], 'tokenscope doctor takes no arguments, got "now".'],
    [['--loud'], 'Unknown option --loud; before a command only --help and --version are allowed.'],
  ])('answers %j with a message on stderr and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runTokenscope(args)
    expect([code, stdout, stderr.slice(0, message.length), stderr.endsWith(`\n${HINT}`)]).toEqual([2, '', message, true])
  })
})
