import { COST, REQUESTS } from '@tokenscope/semconv'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { sumBy } from '../../promql/combine.ts'
import { LABEL_MODEL, LABEL_SERVICE } from '../../promql/labels.ts'
import { selector } from '../../promql/selector.ts'
import { seriesOf } from '../../promql/series.ts'
import { runbookLinks } from '../board-links.ts'
import { BY_CALLER, CALLER_LEGEND, rateOf } from '../chosen-calls.ts'
import type { QueryPanel } from '../panel.ts'
import { atMostLine } from '../target-lines.ts'
import { CHOSEN_CALLS } from '../variables.ts'
import { tokenSum } from './tokens.ts'

/** Money, in the currency of the price table that the application gave. Without one there is none. */

const NO_PRICES = 'No prices: give the SDK a price table'

export function costOfDayStat(context: RuleContext): QueryPanel {
  return {
    kind: 'stat',
    title: 'Cost of the last 24 hours',
    description: 'In the currency of the application’s price table. Coloured at the strictest cost per day of the scopes.',
    width: 6,
    height: 4,
    unit: 'short',
    decimals: 2,
    queries: [{ expr: `sum(increase(${selector(seriesOf(COST), CHOSEN_CALLS, context.seconds(86_400))}))`, legend: 'cost', instant: true }],
    thresholds: atMostLine(context, ({ costPerDay }) => costPerDay),
    links: runbookLinks(context, 'llm-cost-budget-exceeded'),
    noValue: NO_PRICES,
  }
}

export function costOfHourStat(): QueryPanel {
  return {
    kind: 'stat',
    title: 'Cost of an hour like this',
    description: 'At the present rate, in the currency of the application’s price table.',
    width: 6,
    height: 4,
    unit: 'short',
    decimals: 2,
    queries: [{ expr: `${rateOf(COST, [])} * 3600`, legend: 'cost per hour' }],
    noValue: NO_PRICES,
  }
}

export function costByCaller(): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Cost per hour by service and model',
    description: 'At the present rate, in the currency of the application’s price table.',
    width: 12,
    height: 9,
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [{ expr: `${rateOf(COST, BY_CALLER)} * 3600`, legend: CALLER_LEGEND }],
    noValue: NO_PRICES,
  }
}

export function costOfCalls(): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Cost of 1,000 calls and of a million tokens',
    description:
      'What a call and a token cost on average: dearer calls with the same tokens are another price, with more tokens another use.',
    width: 12,
    height: 9,
    unit: 'short',
    min: 0,
    queries: [
      { expr: `${rateOf(COST, [])} / (${rateOf(REQUESTS, [])} > 0) * 1000`, legend: '1,000 calls' },
      {
        expr: `${rateOf(COST, [])} / (\n((\n${tokenSum('input', [])}\n)\n+\n(\n${tokenSum('output', [])}\n)) > 0) * 1000000`,
        legend: 'a million tokens',
      },
    ],
    noValue: NO_PRICES,
  }
}

export function costTable(context: RuleContext): QueryPanel {
  const day = context.seconds(86_400)
  return {
    kind: 'table',
    title: 'Who spends it',
    description: 'The last 24 hours by service and model.',
    width: 24,
    height: 8,
    unit: 'short',
    labelColumns: { [LABEL_SERVICE]: 'Service', [LABEL_MODEL]: 'Model' },
    queries: [
      { expr: sumBy(BY_CALLER, `increase(${selector(seriesOf(COST), CHOSEN_CALLS, day)})`), legend: 'Cost' },
      { expr: sumBy(BY_CALLER, `increase(${selector(seriesOf(REQUESTS), CHOSEN_CALLS, day)})`), legend: 'Calls' },
    ],
    noValue: NO_PRICES,
  }
}
