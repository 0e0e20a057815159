import {
  ATTR_GEN_AI_TOKEN_TYPE,
  CLIENT_TOKEN_USAGE,
  INFERENCE_INPUT_TOKENS,
  INFERENCE_OUTPUT_TOKENS,
  INFERENCE_USAGE_CACHE_READ,
  INFERENCE_USAGE_INPUT_TOKENS,
  INFERENCE_USAGE_OUTPUT_TOKENS,
  INFERENCE_USAGE_REASONING,
  type MetricDefinition,
  toPrometheusLabel,
  USAGE_CACHE_READ,
  USAGE_REASONING,
} from '@tokenscope/semconv'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { CALLER_LABELS } from '../../promql/caller-labels.ts'
import { firstOf, sumBy } from '../../promql/combine.ts'
import { type HistogramQuery, histogramCount, histogramQuantile, histogramSum } from '../../promql/histogram.ts'
import { equal, type Matcher, selector } from '../../promql/selector.ts'
import { seriesOf } from '../../promql/series.ts'
import { runbookLinks } from '../board-links.ts'
import { BY_CALLER, CALLER_LEGEND, RATE, rateOf } from '../chosen-calls.ts'
import type { QueryPanel } from '../panel.ts'
import { CHOSEN_CALLS } from '../variables.ts'

/** Tokens, as either profile of the conventions counts them. */

export type TokenType = 'input' | 'output'

const LABEL_TYPE = toPrometheusLabel(ATTR_GEN_AI_TOKEN_TYPE)
const USAGE = { input: INFERENCE_USAGE_INPUT_TOKENS, output: INFERENCE_USAGE_OUTPUT_TOKENS } as const
const PER_CALL = { input: INFERENCE_INPUT_TOKENS, output: INFERENCE_OUTPUT_TOKENS } as const

/** Tokens per second. Each caller is asked apart, so that one of the older profile does not hide those of the newer. */
export function tokenSum(type: TokenType, by: readonly string[]): string {
  const inner = [...new Set([...CALLER_LABELS, ...by])]
  return sumBy(by, `\n${firstOf(histogramSum(usage(inner, equal(LABEL_TYPE, type))), rateOf(USAGE[type], inner))}\n`)
}

export function tokensByType(): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Tokens by type',
    description: 'Input is the prompt, cached parts included; output is what was generated, reasoning included.',
    width: 12,
    height: 9,
    unit: 'suffix: tokens/s',
    min: 0,
    stacked: true,
    queries: [
      { expr: tokenSum('input', []), legend: 'input' },
      { expr: tokenSum('output', []), legend: 'output' },
    ],
    noValue: 'No usage reported',
  }
}

export function tokensByCaller(context: RuleContext, type: TokenType): QueryPanel {
  return {
    kind: 'time-series',
    title: `${type === 'input' ? 'Input' : 'Output'} tokens by service and model`,
    description: 'Who uses them. A level three times the usual one is worth a question.',
    width: 12,
    height: 9,
    unit: 'suffix: tokens/s',
    min: 0,
    queries: [{ expr: tokenSum(type, BY_CALLER), legend: CALLER_LEGEND }],
    links: runbookLinks(context, 'llm-token-usage-anomaly'),
    noValue: 'No usage reported',
  }
}

export function tokensPerCall(): QueryPanel {
  const perCall = (type: TokenType): HistogramQuery[] => [
    usage(BY_CALLER, equal(LABEL_TYPE, type)),
    { ...usage(BY_CALLER), metrics: [[PER_CALL[type]]] },
  ]
  const mean = (type: TokenType): string => {
    const queries = perCall(type)
    return `(\n${firstOf(...queries.map(histogramSum))}\n)\n/\n((\n${firstOf(...queries.map(histogramCount))}\n) > 0)`
  }
  return {
    kind: 'time-series',
    title: 'Tokens of a call',
    description:
      'Mean input and output, and the longest outputs. Longer outputs make calls slower without anything being wrong with the server.',
    width: 12,
    height: 9,
    unit: 'suffix: tokens',
    min: 0,
    queries: [
      { expr: mean('input'), legend: `input ${CALLER_LEGEND}` },
      { expr: mean('output'), legend: `output ${CALLER_LEGEND}` },
      { expr: firstOf(...perCall('output').map((query) => histogramQuantile(query, 0.95))), legend: `output p95 ${CALLER_LEGEND}` },
    ],
    noValue: 'No usage reported',
  }
}

/** Parts of input and output, each under the name that the application's profile gives it. */
export function cachedAndReasoning(): QueryPanel {
  const partOf = (metrics: readonly MetricDefinition[]): string =>
    `sum(${metrics.map((metric) => `rate(${selector(seriesOf(metric), CHOSEN_CALLS, RATE)})`).join(' or ')})`
  const cached = partOf([USAGE_CACHE_READ, INFERENCE_USAGE_CACHE_READ])
  return {
    kind: 'time-series',
    title: 'Cached input and reasoning output',
    description:
      'Parts of input and output (left), and the share of the input that came from the provider’s cache (right). Begins with the first such token.',
    width: 12,
    height: 9,
    unit: 'suffix: tokens/s',
    min: 0,
    queries: [
      { expr: cached, legend: 'cached input' },
      { expr: partOf([USAGE_REASONING, INFERENCE_USAGE_REASONING]), legend: 'reasoning output' },
      { expr: `${cached}\n/\n(${tokenSum('input', [])} > 0)`, legend: 'share of input cached', unit: 'percentunit' },
    ],
    noValue: 'No cached and no reasoning tokens',
  }
}

function usage(by: readonly string[], ...matchers: readonly Matcher[]): HistogramQuery {
  return { metrics: [[CLIENT_TOKEN_USAGE]], matchers: [...CHOSEN_CALLS, ...matchers], by, windowSeconds: RATE }
}
