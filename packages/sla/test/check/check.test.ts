import { missingBinaries } from '@tokenscope/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, type ObjectiveReport, parseTargets, type SlaReport } from '../../src/index.ts'
import { type BackFilled, startBackFilled } from './back-filled-prometheus.ts'
import { ofModel, type Phase } from './traffic-lines.ts'

const DAY = 1440
/** A day in whose last two hours nine of ten calls take 4 s. */
const SLOW_END: readonly Phase[] = [
  { minutes: DAY - 120, calls: { '1': 10 } },
  { minutes: 120, calls: { '1': 1, '4': 9 } },
]

let prometheus: BackFilled

const missing = await missingBinaries(['prometheus', 'promtool'])

beforeAll(async () => {
  if (missing !== undefined) return
  prometheus = await startBackFilled([
    { labels: ofModel('good'), phases: [{ minutes: DAY, calls: { '1': 9.5, '4': 0.1 } }] },
    { labels: ofModel('slow'), phases: SLOW_END },
    {
      labels: ofModel('failing'),
      phases: [
        { minutes: DAY - 60, calls: { '1': 10 } },
        { minutes: 60, calls: { '1': 8 }, failures: { '503': 2 } },
      ],
    },
    { labels: ofModel('clumsy-callers'), phases: [{ minutes: DAY, calls: { '1': 8 }, failures: { BadRequestError: 2 } }] },
    { labels: ofModel('no-bucket'), phases: [{ minutes: DAY, calls: { '1': 10 } }], bounds: [0.5, 1, 2.5, 10] },
    { labels: ofModel('half-bucket'), phases: [{ minutes: DAY, calls: { '1': 10 } }] },
    { labels: { ...ofModel('half-bucket'), service_name: 'batch' }, phases: [{ minutes: DAY, calls: { '1': 10 } }], bounds: [1, 10] },
    { labels: ofModel('rare'), phases: [{ minutes: DAY, calls: { '1': 0.01 } }] },
    { labels: ofModel('new'), phases: [{ minutes: 120, calls: { '1': 10 } }] },
    { labels: ofModel('new-and-slow'), phases: [{ minutes: 120, calls: { '4': 10 } }] },
  ])
}, 60_000)
afterAll(async () => await prometheus?.shutdown())

async function report(yaml: string, more: object = {}): Promise<SlaReport> {
  return await check(parseTargets(`window: 1d\n${yaml}`), { prometheusUrl: prometheus.url, now: prometheus.now, ...more })
}

function verdicts({ objectives }: SlaReport): Record<string, string> {
  return Object.fromEntries(objectives.map(({ subject, slo, verdict }) => [`${subject}: ${slo}`, verdict]))
}

async function reasonOf(yaml: string, more: object = {}): Promise<ObjectiveReport['reason']> {
  const { objectives, verdict } = await report(yaml, more)
  expect(verdict).toBe('unknown')
  return objectives[0]?.reason ?? null
}

describe.skipIf(missing)(missing ?? 'check, of the real Prometheus', () => {
  it('finds everything met, with the numbers', async () => {
    const { objectives, ...rest } = await report('model: good')
    expect(rest).toEqual({
      schema: 'tokenscope-sla-report/1',
      time: prometheus.now,
      windowSeconds: 86_400,
      stepSeconds: 3600,
      prometheus: prometheus.url,
      verdict: 'met',
      slowestTraces: [],
      notes: [],
    })
    expect(objectives.map(({ slo, verdict, budgetRemaining }) => [slo, verdict, budgetRemaining])).toEqual([
      ['response-time-p95', 'met', 0.791667],
      ['response-time-p99', 'met', 1],
      ['error-rate', 'met', 1],
      ['availability', 'met', 1],
    ])
  })

  it('finds a breached p95, and its worst hours', async () => {
    const { objectives, verdict } = await report('model: slow\np99_response_time: 5s')
    expect(verdict).toBe('breached')
    const { history, worst, labels, ...p95 } = objectives[0]!
    expect(p95).toEqual({
      scope: 'slow',
      slo: 'response-time-p95',
      subject: 'slow in production',
      promise: 'p95 <= 3 s',
      target: 3,
      unit: 'seconds',
      verdict: 'breached',
      reason: null,
      measured: 3.668519,
      attainment: 0.925,
      objective: 0.95,
      counted: 'requests',
      events: 14_400,
      badEvents: 1080,
      budgetRemaining: -0.5,
      burnRate: 18,
      burnWindowSeconds: 300,
      dataSeconds: 86_400,
      trend: { day: 0.925, week: null, window: 0.925 },
    })
    expect(labels).toEqual({ deployment_environment_name: 'production', gen_ai_request_model: 'slow' })
    expect(worst).toEqual([
      { time: prometheus.now - 3600, events: 600, badEvents: 540, value: 4.888889 },
      { time: prometheus.now, events: 600, badEvents: 540, value: 4.888889 },
    ])
    expect(history).toHaveLength(24)
    expect(history[0]).toEqual({ time: prometheus.now - 23 * 3600, events: 600, badEvents: 0, value: 1.216 })
  })

  it('finds a breached error rate, and counts no faults of the callers', async () => {
    const failing = await report('model: failing')
    expect(verdicts(failing)).toEqual({
      'failing in production: response-time-p95': 'met',
      'failing in production: response-time-p99': 'met',
      'failing in production: error-rate': 'breached',
      'failing in production: availability': 'breached',
    })
    expect(failing.objectives[2]).toMatchObject({ measured: 0.008333, events: 14_400, badEvents: 120, budgetRemaining: -7.333333 })
    expect(failing.objectives[3]).toMatchObject({ counted: 'slices of 5 minutes', badEvents: 12, measured: 0.958333 })
    expect((await report('model: clumsy-callers')).verdict).toBe('met')
  })

  it('judges two models apart where the targets name none', async () => {
    const all = verdicts(await report('p95_response_time: 3s'))
    expect(all['good in production: response-time-p95']).toBe('met')
    expect(all['slow in production: response-time-p95']).toBe('breached')
  })

  it('judges two scopes of one file', async () => {
    const both = await report('scopes:\n  - model: good\n  - model: slow')
    expect(both.objectives.map(({ scope, verdict }) => `${scope} ${verdict}`)).toEqual([
      'good met',
      'good met',
      'good met',
      'good met',
      'slow breached',
      'slow met',
      'slow met',
      'slow met',
    ])
  })

  it('says of each of many scopes what it says of it alone, with those that have no data', async () => {
    const models = ['good', 'goood', 'slow', 'failing', 'clumsy-callers', 'no-bucket', 'half-bucket', 'rare', 'new', 'g.od']
    const together = await report(`scopes:\n${models.map((model) => `  - model: ${model}\n`).join('')}`)
    for (const model of models) {
      const alone = await report(`scopes:\n  - model: ${model}`)
      expect(together.objectives.filter(({ scope }) => scope === alone.objectives[0]?.scope)).toEqual(alone.objectives)
    }
  })

  it('asks about a shorter time where it is told to', async () => {
    const hour = await report('model: slow', { windowSeconds: 3600 })
    expect(hour).toMatchObject({ windowSeconds: 3600, stepSeconds: 300 })
    expect(hour.objectives[0]).toMatchObject({ verdict: 'breached', events: 600, badEvents: 540 })
    // No more than 12 slices fit into an hour.
    expect(hour.objectives[3]).toMatchObject({ slo: 'availability', verdict: 'met', events: 12 })
  })

  it('says that a bucket is missing, and of whom', async () => {
    expect(await reasonOf('model: no-bucket\np95_response_time: 3s\np99_response_time: 5s')).toEqual({
      code: 'bucket-missing',
      message: 'The histogram of chat has no bucket that ends at 3 s, so nobody knows how many calls took longer.',
      remedy:
        'Give the SDK the boundaries of histogram-buckets.json, which tokenscope sla generate writes; or choose a threshold that is a boundary.',
    })
  })

  it('judges nothing where one of two services has no bucket, and names that one', async () => {
    expect((await reasonOf('model: half-bucket\np95_response_time: 3s'))?.message).toBe(
      'The histogram of batch has no bucket that ends at 3 s, so nobody knows how many calls took longer.',
    )
  })

  it('says that there is too little traffic, with the numbers', async () => {
    expect(await reasonOf('model: rare')).toEqual({
      code: 'too-little-traffic',
      message: '14 requests in the window; p95 <= 3 s can be told from 20 on.',
      remedy: 'Ask about a longer time with --window, or promise less where there is so little traffic.',
    })
  })

  it('says that the data is shorter than the window, unless it is breached already', async () => {
    const { objectives } = await report('model: new')
    expect(objectives[0]?.reason).toEqual({
      code: 'window-longer-than-data',
      message: 'The data goes back 2h, the window is 1d: that is too little to say of the whole. So far nothing is breached.',
      remedy: 'Ask about the time that there is: --window 2h. Prometheus keeps data as long as --storage.tsdb.retention.time says.',
    })
    expect((await report('model: new', { windowSeconds: 7200 })).objectives[0]?.verdict).toBe('met')
    expect((await report('model: new-and-slow')).objectives[0]).toMatchObject({ verdict: 'breached', dataSeconds: 7200 })
  })

  it('names the models that there are where there is no such one', async () => {
    expect(await reasonOf('model: goood')).toEqual({
      code: 'no-data-for-scope',
      message:
        'There are no calls of the model "goood" in the last 1d. The models that there are: clumsy-callers, failing, good, half-bucket, new, new-and-slow, no-bucket, rare, slow.',
      remedy: 'Write one of them as model in sla.yaml.',
    })
    expect((await reasonOf('model: good\nservice: nightly'))?.message).toBe(
      'There are no calls of the service "nightly" in the last 1d. The services that there are: batch, chat.',
    )
    expect((await reasonOf('model: good\nservice: batch'))?.message).toBe(
      'There are calls in the last 1d, but none that fits all of what scope "good-batch" asks for. The models that there are: clumsy-callers, failing, good, half-bucket, new, new-and-slow, no-bucket, rare, slow.',
    )
  })

  it('says that there is no data at all', async () => {
    expect((await reasonOf('p95_response_time: 3s', { now: prometheus.now - 5 * 86_400 }))?.message).toBe(
      'Prometheus holds no metrics of LLM calls in the last 1d.',
    )
  })

  it('says what is not measured where calls are there', async () => {
    const { objectives } = await report(
      'model: good\np95_time_to_first_token: 1s\ncost_per_day: 10\nqueue_time: 1s\noutput_tokens_per_second: 20',
    )
    expect(objectives.slice(4).map(({ slo, reason }) => [slo, reason?.code, reason?.message])).toEqual([
      [
        'time-to-first-token-p95',
        'not-measured',
        'Calls are there, but none reports its time to first token: only streamed calls have one.',
      ],
      [
        'generation-speed',
        'not-measured',
        'Calls are there, but none reports its speed: only streamed calls whose server reports usage have one.',
      ],
      [
        'queue-time',
        'not-measured',
        'Calls are there, but none in the last minutes reports its time to first token: only streamed calls have one.',
      ],
      ['cost', 'not-measured', 'Calls are there, but no cost: the application has no price table (option prices).'],
    ])
  })
})
