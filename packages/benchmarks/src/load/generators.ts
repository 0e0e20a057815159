import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { installRival } from '../rivals/install-rival.ts'
import { rivalFolder } from '../rivals/rival-folder.ts'

/** What a generator saw of one run. */
export interface Seen {
  /** Undefined where the generator does not know of tokens. */
  readonly firstTokenP99Ms: number | undefined
  readonly answerP99Ms: number
  /** Share of a core, where it tells. */
  readonly cpu: number | undefined
}

/** A program that loads a server. */
export interface Generator {
  readonly id: string
  readonly title: string
  /** @returns why it cannot be had */
  install(): Promise<string | undefined>
  /** @param source whether Tokenscope runs from its sources in place of the built packages */
  run(url: string, streams: number, seconds: number, source: boolean): Promise<Seen>
}

const AUTOCANNON = { id: 'autocannon', packages: { autocannon: '9.0.0' } } as const
const BODY = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Count.' }] })
const CLI = join(import.meta.dirname, '../../../cli')
const run = promisify(execFile)
const LARGE = { maxBuffer: 64 * 1024 * 1024 } as const

/** In the order of the table. */
export const GENERATORS: readonly Generator[] = [
  {
    id: 'tokenscope',
    title: 'tokenscope load',
    install: async () => undefined,
    async run(url, streams, seconds, source) {
      const program = source ? ['--conditions=dev', join(CLI, 'src/main.ts')] : [join(CLI, 'dist/main.js')]
      const args = ['load', '--url', `${url}/v1`, '--model', 'm', '--ramp', String(streams), '--duration', `${seconds}s`, '--warmup', '1s']
      const { stdout } = await run(process.execPath, [...program, ...args, '--max-lag', '60s', '--format', 'json'], LARGE)
      const { stages } = JSON.parse(stdout) as { stages: { responseTime: P99; timeToFirstToken: P99; self: { cpu: number } }[] }
      const { responseTime, timeToFirstToken, self } = stages[0]!
      return { firstTokenP99Ms: timeToFirstToken.p99 * 1000, answerP99Ms: responseTime.p99 * 1000, cpu: self.cpu }
    },
  },
  {
    id: AUTOCANNON.id,
    title: `autocannon ${AUTOCANNON.packages.autocannon}, whole answers`,
    install: () => installRival(AUTOCANNON),
    async run(url, streams, seconds) {
      const program = join(rivalFolder(AUTOCANNON), 'node_modules/autocannon/autocannon.js')
      const args = [
        '-c',
        String(streams),
        '-d',
        String(seconds),
        '-W',
        `[-c ${streams} -d 1 ]`,
        '-m',
        'POST',
        '-b',
        BODY,
        '-H',
        'content-type=application/json',
        '--json',
      ]
      const { stdout } = await run(process.execPath, [program, ...args, `${url}/v1/chat/completions`], LARGE)
      const { latency } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { latency: { p99: number } }
      return { firstTokenP99Ms: undefined, answerP99Ms: latency.p99, cpu: undefined }
    },
  },
]

interface P99 {
  readonly p99: number
}
