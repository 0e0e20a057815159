import type { RuleContext } from '../outputs/rule-context.ts'
import { histogramQuantile } from '../promql/histogram.ts'
import { LABEL_MODEL, LABEL_SERVICE } from '../promql/labels.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS, MODEL_BOARD_LINK, traceLinks } from './board-links.ts'
import { BY_CALLER, callRate, durations, failedShare, firstTokens } from './chosen-calls.ts'
import type { QueryPanel } from './panel.ts'
import {
  errorTypes,
  failedByCaller,
  inFlightByCaller,
  inFlightStat,
  outcomes,
  rateLimitLeft,
  requestStat,
  requestsByCaller,
  retries,
  stalls,
  successStat,
} from './panels/calls.ts'
import { generationSpeed } from './panels/generation.ts'
import {
  firstTokenByCaller,
  firstTokenStat,
  responseTimeByCaller,
  responseTimeQuantiles,
  responseTimeStat,
} from './panels/response-time.ts'
import { tokenSum } from './panels/tokens.ts'
import { atMostLine, quantileLines } from './target-lines.ts'
import { CALL_VARIABLES } from './variables.ts'

/** All calls of all models: is it slow, does it fail, who is it. */
export function llmBoard(context: RuleContext): Board {
  return {
    uid: BOARD_UIDS.llm,
    name: 'llm-overview',
    title: 'LLM overview',
    description: 'All calls of models, by service and model.',
    variables: CALL_VARIABLES,
    sections: [
      {
        title: 'Now',
        panels: [
          requestStat(),
          successStat(context),
          responseTimeStat(context, 0.95),
          responseTimeStat(context, 0.99),
          firstTokenStat(context),
          inFlightStat(),
          byModel(context),
        ],
      },
      { title: 'Traffic', panels: [requestsByCaller(), inFlightByCaller()] },
      {
        title: 'Time',
        panels: [responseTimeQuantiles(context), responseTimeByCaller(context), firstTokenByCaller(context), generationSpeed(context)],
      },
      {
        title: 'Failures',
        panels: [
          failedByCaller(context),
          errorTypes(context),
          outcomes(context),
          retries(context),
          stalls(context),
          rateLimitLeft(context),
        ],
      },
    ],
  }
}

function byModel(context: RuleContext): QueryPanel {
  return {
    kind: 'table',
    title: 'By service and model',
    description: 'Every service and model that has calls, now. The name leads to the model’s board and to its traces.',
    width: 24,
    height: 8,
    unit: 'short',
    labelColumns: { [LABEL_SERVICE]: 'Service', [LABEL_MODEL]: 'Model' },
    queries: [
      { expr: callRate(BY_CALLER), legend: 'Requests', unit: 'reqps' },
      {
        expr: failedShare(BY_CALLER),
        legend: 'Failed',
        unit: 'percentunit',
        thresholds: atMostLine(context, ({ errorRate }) => errorRate),
      },
      {
        expr: histogramQuantile(durations(BY_CALLER), 0.95),
        legend: 'p95',
        unit: 's',
        thresholds: quantileLines(context, ({ responseTimes }) => responseTimes, [0.95]),
      },
      {
        expr: histogramQuantile(durations(BY_CALLER), 0.99),
        legend: 'p99',
        unit: 's',
        thresholds: quantileLines(context, ({ responseTimes }) => responseTimes, [0.99]),
      },
      {
        expr: histogramQuantile(firstTokens(BY_CALLER), 0.95),
        legend: 'First token p95',
        unit: 's',
        thresholds: quantileLines(context, ({ timeToFirstToken }) => timeToFirstToken, [0.95]),
      },
      { expr: tokenSum('output', BY_CALLER), legend: 'Output tokens', unit: 'suffix: tokens/s' },
    ],
    links: [MODEL_BOARD_LINK, ...traceLinks(context, 'breached')],
    noValue: 'No calls',
  }
}
