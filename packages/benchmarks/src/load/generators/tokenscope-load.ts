import { join } from 'node:path'
import { type Generator, WARM_UP_SECONDS } from './generator.ts'
import { runTimed } from './run-timed.ts'

const CLI = join(import.meta.dirname, '../../../../cli')

interface Stage {
  /** Answers a second. */
  readonly throughput: number
  readonly responseTime: { readonly p99: number }
  readonly timeToFirstToken: { readonly p99: number }
}

/** @param source whether it runs from its sources in place of the built package */
export function tokenscopeLoad(source: boolean): Generator {
  const program = source ? ['--conditions=dev', join(CLI, 'src/main.ts')] : [join(CLI, 'dist/main.js')]
  return {
    id: 'tokenscope',
    title: '`tokenscope load`',
    install: async () => undefined,
    async run({ url, streams, seconds }) {
      const target = ['--url', `${url}/v1`, '--model', 'm', '--ramp', String(streams)]
      const limits = ['--duration', `${seconds}s`, '--warmup', `${WARM_UP_SECONDS}s`, '--max-lag', '60s']
      const { stdout, cpuSeconds } = await runTimed(process.execPath, [...program, 'load', ...target, ...limits, '--format', 'json'])
      const { responseTime, timeToFirstToken, throughput } = (JSON.parse(stdout) as { stages: [Stage] }).stages[0]
      return {
        firstTokenP99Ms: timeToFirstToken.p99 * 1000,
        answerP99Ms: responseTime.p99 * 1000,
        answersPerSecond: throughput,
        cpuSeconds,
      }
    },
  }
}
