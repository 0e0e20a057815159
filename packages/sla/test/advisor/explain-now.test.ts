import { missingBinaries } from '@tokenscope/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BreachReport, explainNow, type NowReport, parseTargets } from '../../src/index.ts'
import { type BackFilled, startBackFilled } from '../check/back-filled-prometheus.ts'
import { scenario } from './scenario-traffic.ts'

const TARGETS = parseTargets('p95_response_time: 3s\np99_response_time: 5s\nerror_rate: 0.1%')
const LATE = { firstToken: 4, inFlight: 8 }

let prometheus: BackFilled
let report: NowReport

const missing = await missingBinaries(['prometheus', 'promtool'])

beforeAll(async () => {
  if (missing !== undefined) return
  prometheus = await startBackFilled([
    scenario('crowd', { ...LATE, perMinute: 60 }),
    scenario('vllm', { ...LATE, waiting: 12 }, { waiting: 0 }),
    scenario('vllm-idle', { ...LATE, waiting: 0 }, { waiting: 0 }),
    scenario('longer', { outputTokens: 600, inFlight: 3 }),
    scenario('prompts', { inputTokens: 9000, firstToken: 4, inFlight: 3 }),
    scenario('hot', { tokensPerSecond: 25, throttled: 0.6, celsius: 91, inFlight: 4 }),
    scenario('slower', { tokensPerSecond: 25, inFlight: 4 }),
    scenario('limited', { failures: { RateLimitError: 5 }, retriesPerMinute: 12 }),
    scenario('failing', { failures: { '503': 5 } }),
    scenario('always', {}, { firstToken: 4 }),
    scenario('well', {}),
  ])
  report = await explainNow(TARGETS, { prometheusUrl: prometheus.url, now: prometheus.now })
}, 60_000)
afterAll(async () => await prometheus?.shutdown())

function breachOf(model: string): BreachReport {
  const breach = report.breached.find(({ subject }) => subject === `${model} in ${model}`)
  if (!breach) throw new Error(`${model} is not breached`)
  return breach
}

function plausible(model: string): string[] {
  return breachOf(model).causes.flatMap(({ cause, verdict }) =>
    verdict === 'likely' || verdict === 'possible' ? [`${cause}: ${verdict}`] : [],
  )
}

describe.skipIf(missing)(missing ?? 'explainNow, of the real Prometheus', () => {
  it.each([
    ['crowd', ['queueing: likely']],
    ['vllm', ['queueing: likely']],
    ['longer', ['longer-outputs: likely']],
    ['prompts', ['longer-prompts: likely', 'queueing: possible']],
    ['hot', ['gpu-throttling: likely']],
    ['limited', ['rate-limits: likely']],
    ['failing', ['failing-server: likely']],
  ])('ranks what happened to %s first', (model, causes) => {
    expect(plausible(model)).toEqual(causes)
  })

  it.each([
    ['vllm-idle', ['slow-first-token: possible']],
    ['slower', ['slow-decoding: possible']],
  ])('says where the time goes where nothing gives a reason: %s', (model, causes) => {
    expect(plausible(model)).toEqual(causes)
  })

  it('gives the numbers for and against', () => {
    const [heat] = breachOf('hot').causes
    expect(heat).toEqual({
      cause: 'gpu-throttling',
      title: 'The GPU is slowed down by heat or power',
      score: 1,
      verdict: 'likely',
      supports: [
        'share of time with lowered clocks 60 %, usually 0 %',
        'hottest GPU 91 °C, usually 65 °C',
        'output tokens per second of a call 25, usually 100',
      ],
      contradicts: [],
      missing: [],
      action: 'Look at cooling, fans, neighbours in the rack and the power limit (nvidia-smi -q -d PERFORMANCE,TEMPERATURE,POWER).',
    })
    const queueing = breachOf('vllm-idle').causes.find(({ cause }) => cause === 'queueing')
    expect(queueing?.supports).toEqual([
      '100 % of the extra time passes before the first token',
      'time to first token 4 s, usually 200 ms (20 times)',
      'calls in flight 8, usually 1 (8 times)',
      'input tokens of a call 400, usually 400',
    ])
    expect(queueing?.contradicts).toEqual(['requests per second 0.333, usually 0.333', 'requests that wait at the server 0, usually 0'])
    expect(breachOf('failing').causes[0]?.supports).toEqual(['share of requests that end in 503 20 %, usually 0 %'])
  })

  it('says that it cannot tell where nothing moved', () => {
    const { isExplained, note, causes } = breachOf('always')
    expect(isExplained).toBe(false)
    expect(note).toBe(
      'The data cannot tell why: no number that would be a reason moved enough. A call takes 5 s, usually 5 s: either a few calls alone are slow, and the slowest traces show them (tokenscope sla check --jaeger URL), or the breach is older than the day that it is compared with.',
    )
    expect(causes.map(({ score }) => score)).toEqual(causes.map(() => 0))
  })

  it('says what is missed, and who is well', () => {
    expect(breachOf('longer').breaches.map(({ slo }) => slo)).toEqual(['response-time-p95', 'response-time-p99'])
    const errors = { kind: 'errors', unit: 'ratio' }
    expect(breachOf('limited').breaches).toEqual([
      { ...errors, slo: 'error-rate', promise: 'error rate <= 0.1 %', target: 0.001, measured: 0.2, events: 375, badEvents: 75 },
      { ...errors, slo: 'availability', promise: 'availability >= 99.5 %', target: 0.995, measured: 0, events: 3, badEvents: 3 },
    ])
    expect(report.wellSubjects).toEqual(['well in well'])
  })

  it('says why nothing is known of a scope', async () => {
    const { unknown, breached } = await explainNow(parseTargets('model: nobody\np95_response_time: 3s'), {
      prometheusUrl: prometheus.url,
      now: prometheus.now,
    })
    expect(breached).toEqual([])
    expect(unknown).toEqual([
      {
        scope: 'nobody',
        message:
          'There are no calls of the model "nobody" in the last 15m. The models that there are: always, crowd, failing, hot, limited, longer, prompts, slower, vllm, vllm-idle, well.',
      },
    ])
  })
})
