import { ATTR_SLA_VERDICT, toPrometheusLabel } from '@tokenscope/semconv'
import type { RuleContext } from '../outputs/rule-context.ts'
import { sumBy } from '../promql/combine.ts'
import { LABEL_MODEL, LABEL_SERVICE } from '../promql/labels.ts'
import { selector } from '../promql/selector.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS, traceLinks } from './board-links.ts'
import { RATE } from './chosen-calls.ts'
import { EXTERNAL } from './external-series.ts'
import type { QueryPanel } from './panel.ts'
import { errorTypes, failedByCaller, inFlightByCaller, outcomes, requestsByCaller, retries, stalls } from './panels/calls.ts'
import { generationSpeed, timePerChunk } from './panels/generation.ts'
import { firstTokenByCaller, responseTimeHeatmap, responseTimeQuantiles, storedCalls } from './panels/response-time.ts'
import { tokensPerCall } from './panels/tokens.ts'
import { CHOSEN_CALLS, ONE_MODEL_VARIABLES } from './variables.ts'

/** One model: where its time goes, how its calls end, and the traces behind both. */
export function modelBoard(context: RuleContext): Board {
  return {
    uid: BOARD_UIDS.model,
    name: 'model',
    title: 'LLM model',
    description: 'One model in detail, with the way into its traces.',
    variables: ONE_MODEL_VARIABLES,
    sections: [
      {
        title: 'Response time',
        panels: [responseTimeHeatmap(context), storedCalls(context), responseTimeQuantiles(context), slaVerdicts(context)],
      },
      {
        title: 'Where the time goes',
        panels: [firstTokenByCaller(context), generationSpeed(context), timePerChunk(context), tokensPerCall()],
      },
      { title: 'Load', panels: [requestsByCaller(), inFlightByCaller()] },
      {
        title: 'How calls end',
        panels: [outcomes(context), failedByCaller(context), errorTypes(context), retries(context), stalls(context)],
      },
    ],
  }
}

function slaVerdicts(context: RuleContext): QueryPanel {
  const verdict = toPrometheusLabel(ATTR_SLA_VERDICT)
  const judged = (...matchers: Parameters<typeof selector>[1] & object) =>
    sumBy([LABEL_SERVICE, LABEL_MODEL], `rate(${selector(EXTERNAL.spanCalls, [...CHOSEN_CALLS, ...matchers], RATE)})`)
  const all = judged({ label: verdict, op: '!=', value: '' })
  return {
    kind: 'time-series',
    title: 'Calls that missed the SLA',
    description:
      'Share of calls that failed, were too slow, or began too late, by the Collector’s verdict. One call is held against the target of the slowest, so a share of 1 to 5 % may be within the promise.',
    width: 12,
    height: 9,
    unit: 'percentunit',
    min: 0,
    queries: [
      {
        expr: `(${judged({ label: verdict, op: '=', value: 'breached' })}\nor\n0 * ${all})\n/\n(${all} > 0)`,
        legend: `{{${LABEL_SERVICE}}} · {{${LABEL_MODEL}}}`,
      },
    ],
    links: traceLinks(context, 'breached'),
    noValue: 'No calls with a verdict',
  }
}
