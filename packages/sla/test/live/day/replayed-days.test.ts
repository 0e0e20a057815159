import { DEFAULT_TARGETS, generate } from '@tokenscope/sla'
import { missingBinaries } from '@tokenscope/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LABEL_ENVIRONMENT, LABEL_SLO } from '../../../src/promql/labels.ts'
import { showFigure } from '../show-figure.ts'
import { type FiredAlert, firedAlerts } from './fired-alerts.ts'
import { type Moment, madeUpDay } from './made-up-day.ts'
import { type ReplayedDay, replay } from './replay.ts'

/** Two calls a second at two in the afternoon, one in five seconds at night; half as many failures and slow answers as are promised. */
const ordinary = (hour: number): Moment => ({
  callsPerSecond: 1.1 - 0.9 * Math.cos(((hour - 2) / 12) * Math.PI),
  failed: 0.0005,
  above3Seconds: 0.025,
  above5Seconds: 0.004,
})
/** A call every four minutes, of which one in a hundred fails: ten times what is promised. */
const sparse = (): Moment => ({ callsPerSecond: 1 / 240, failed: 0.01, above3Seconds: 0.05, above5Seconds: 0.02 })
const OUTAGE_HOUR = 15
/** As an ordinary day, but from three in the afternoon on every call fails for ten minutes. */
const outage = (hour: number): Moment => ({ ...ordinary(hour), ...(hour > OUTAGE_HOUR && hour < OUTAGE_HOUR + 1 / 6 && { failed: 1 }) })

const missing = await missingBinaries(['prometheus', 'promtool'])
const files = generate(DEFAULT_TARGETS)

describe.skipIf(missing)(missing ?? 'a day, replayed at the speed of production,', () => {
  let day: ReplayedDay
  let fired: FiredAlert[]
  beforeAll(async () => {
    const days = { ordinary, sparse, outage }
    const series = Object.entries(days).flatMap(([environment, at], i) => madeUpDay({ environment, at, seed: i + 1 }))
    day = await replay(series, files)
    fired = await firedAlerts(day, files)
  }, 600_000)
  afterAll(async () => {
    await day?.shutdown()
  })
  const on = (environment: string): FiredAlert[] => fired.filter(({ labels }) => labels[LABEL_ENVIRONMENT] === environment)

  it('of ordinary traffic fires nothing', () => {
    expect(on('ordinary')).toEqual([])
  })

  it('of sparse traffic fires nothing', () => {
    expect(on('sparse')).toEqual([])
  })

  it('with an outage pages within two minutes, and fires what is about failures alone', () => {
    expect(new Set(on('outage').map(({ alert, labels }) => `${alert} ${labels[LABEL_SLO] ?? ''}`.trim()))).toEqual(
      new Set([
        'LLMSLOBurnRatePage availability',
        'LLMSLOBurnRatePage error-rate',
        'LLMSLOBurnRateTicket availability',
        'LLMSLOBurnRateTicket error-rate',
        'LLMErrorBudgetExhausted availability',
        'LLMErrorBudgetExhausted error-rate',
        'LLMErrorRateHigh error-rate',
        'LLMAvailabilityLow',
      ]),
    )
    const pages = on('outage').filter(({ alert }) => alert === 'LLMSLOBurnRatePage')
    const firstAfter = Math.min(...pages.map(({ atSeconds }) => atSeconds)) - OUTAGE_HOUR * 3600
    expect(firstAfter).toBeGreaterThan(0)
    expect(firstAfter).toBeLessThanOrEqual(120)
    showFigure('seconds from the beginning of the outage to the page', `${firstAfter}`)
  })
})
