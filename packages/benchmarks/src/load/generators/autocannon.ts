import { join } from 'node:path'
import { installRival } from '../../rivals/install-rival.ts'
import { rivalFolder } from '../../rivals/rival-folder.ts'
import { type Generator, WARM_UP_SECONDS } from './generator.ts'
import { runTimed } from './run-timed.ts'

const RIVAL = { id: 'autocannon', packages: { autocannon: '9.0.0' } } as const
const BODY = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Count.' }] })

/** A generator for any HTTP server: it knows answers, and no tokens. */
export const autocannon: Generator = {
  id: RIVAL.id,
  title: `autocannon ${RIVAL.packages.autocannon}, whole answers`,
  install: () => installRival(RIVAL),
  async run({ url, streams, seconds }) {
    const program = join(rivalFolder(RIVAL), 'node_modules/autocannon/autocannon.js')
    const times = ['-c', String(streams), '-d', String(seconds), '-W', `[-c ${streams} -d ${WARM_UP_SECONDS} ]`]
    const request = ['-m', 'POST', '-b', BODY, '-H', 'content-type=application/json', '--json', `${url}/v1/chat/completions`]
    const { stdout, cpuSeconds } = await runTimed(process.execPath, [program, ...times, ...request])
    const { latency, requests } = JSON.parse(stdout.trim().split('\n').at(-1)!) as {
      latency: { p99: number }
      requests: { average: number }
    }
    return { firstTokenP99Ms: undefined, answerP99Ms: latency.p99, answersPerSecond: requests.average, cpuSeconds }
  },
}
