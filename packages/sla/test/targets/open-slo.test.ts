import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { DEFAULT_TARGETS, fromOpenSlo, inspectTargets, parseTargets, type SlaTargets, TargetsError, toOpenSlo } from '../../src/index.ts'
import { targetsTexts } from './arbitrary-targets.ts'

const HAND_WRITTEN = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout-errors
  annotations:
    tokenscope/objective: error_rate
spec:
  service: checkout
  indicatorRef: checkout-errors
  timeWindow: [{ duration: 4w, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ targetPercent: 99.9 }]
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: page }
spec: {}
`

const problemOf = (text: string): string => {
  try {
    fromOpenSlo(text)
  } catch (error) {
    if (error instanceof TargetsError) return error.message
  }
  return 'none'
}

/** What OpenSLO can say of them. */
const expressible = ({ windowSeconds, scopes }: SlaTargets): SlaTargets => ({
  ...DEFAULT_TARGETS,
  windowSeconds,
  scopes: scopes.map(({ objectives: { outputTokensPerSecond: _, queueSeconds: __, costPerDay: ___, ...objectives }, ...scope }) => ({
    ...scope,
    objectives,
  })),
})

describe('toOpenSlo', () => {
  it('writes a service and an SLO for each promise', () => {
    const { text, leftOut } = toOpenSlo(parseTargets('model: qwen/3\nservice: Check Out'))
    expect(leftOut).toEqual([])
    const documents = parseAllDocuments(text).map((document) => document.toJS())
    expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Service check-out',
      'SLO qwen-3-check-out-response-time-p95',
      'SLO qwen-3-check-out-response-time-p99',
      'SLO qwen-3-check-out-error-rate',
      'SLO qwen-3-check-out-availability',
    ])
    expect(documents[4]).toEqual({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: {
        name: 'qwen-3-check-out-availability',
        annotations: {
          'tokenscope/scope': 'qwen-3-check-out',
          'tokenscope/objective': 'availability',
          'tokenscope/model': 'qwen/3',
          'tokenscope/service': 'Check Out',
        },
      },
      spec: {
        description: 'Share of good slices of time with calls',
        service: 'check-out',
        indicator: {
          metadata: { name: 'qwen-3-check-out-availability' },
          spec: {
            ratioMetric: {
              counter: false,
              bad: { metricSource: { type: 'Prometheus', spec: { query: 'sum(llm:errors:rate5m{slo_scope="qwen-3-check-out"})' } } },
              total: { metricSource: { type: 'Prometheus', spec: { query: 'sum(llm:requests:rate5m{slo_scope="qwen-3-check-out"})' } } },
            },
          },
        },
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Timeslices',
        objectives: [{ target: 0.995, timeSliceTarget: 0.95, timeSliceWindow: '5m' }],
      },
    })
  })

  it('writes targets without the noise of binary fractions', () => {
    expect(toOpenSlo(parseTargets('error_rate: 7%\navailability: off')).text).toContain('    - target: 0.93\n')
  })

  it('lists what it cannot say', () => {
    const text =
      "cost_per_day: 5\nqueue_time: 1s\ngpu_memory: 80%\nlinks: {jaeger: 'http://j'}\nnotify: [{type: wecom}]\nlanguage: zh\nmaintenance: daily 01:00-02:00"
    expect(toOpenSlo(parseTargets(text)).leftOut).toEqual([
      'queue_time of all: a limit without a share of events has no budget',
      'cost_per_day of all: OpenSLO counts events, not money',
      'gpu_memory, gpu_utilization, system_memory: they are limits of machines, not of a service',
      'links: OpenSLO has no place for them',
      'notify: how OpenSLO names receivers differs from one program to the next',
      'language: OpenSLO has no place for it',
      'maintenance: OpenSLO has no place for it',
    ])
  })
})

describe('fromOpenSlo', () => {
  it('reads back what toOpenSlo writes', () => {
    fc.assert(
      fc.property(targetsTexts(), (text) => {
        const { targets } = inspectTargets(text)
        if (!targets) return
        const { text: written, leftOut } = toOpenSlo(targets)
        if (leftOut.some((sentence) => sentence.startsWith('the scope'))) return
        expect(fromOpenSlo(written)).toEqual({ targets: expressible(targets), leftOut: [] })
      }),
      { numRuns: 150 },
    )
  })

  it('reads what people write by the annotation, and says what it passed over', () => {
    const { targets, leftOut } = fromOpenSlo(HAND_WRITTEN)
    expect(targets).toEqual({
      ...DEFAULT_TARGETS,
      windowSeconds: 28 * 86_400,
      scopes: [{ id: 'checkout', service: 'checkout', objectives: { responseTimes: [], errorRate: 0.001 } }],
    })
    expect(leftOut).toEqual(['AlertPolicy page: alerts and receivers are made of sla.yaml itself'])
  })

  it.each<[what: string, change: [from: string | RegExp, to: string], problem: string]>([
    [
      'a query of unknown meaning',
      [/ {2}annotations:\n.*\n/, ''],
      'openslo.yaml:4:9: error: What the query of this SLO measures cannot be known. Write metadata.annotations: "tokenscope/objective": with one of p50_response_time, p90_response_time, p95_response_time, p99_response_time, availability, error_rate, p50_time_to_first_token, p90_time_to_first_token, p95_time_to_first_token, p99_time_to_first_token.',
    ],
    [
      'a model that is a number, which would be no condition at all',
      [/( {4}"?tokenscope\/objective.*\n)/, '$1    tokenscope/model: 5\n'],
      'openslo.yaml:7:5: error: The value of tokenscope/model is no text. Put it in quotes.',
    ],
    [
      'an annotation that is misspelt',
      [/( {4}"?tokenscope\/objective.*\n)/, '$1    tokenscope/modell: gpt\n'],
      'openslo.yaml:7:5: error: tokenscope/modell is no annotation that is known. Allowed are tokenscope/objective, tokenscope/value, tokenscope/scope, tokenscope/model, tokenscope/service, tokenscope/provider, tokenscope/environment.',
    ],
    [
      'a calendar window',
      ['isRolling: true', 'isRolling: false'],
      'openslo.yaml:10:15: error: The time window is not one rolling window, and sla.yaml knows no other. Write timeWindow: [{ duration: 30d, isRolling: true }].',
    ],
    [
      'a window of months',
      ['4w', '1M'],
      'openslo.yaml:10:15: error: The time window is not one of whole days. Allowed is 1d to 90d, in days (d) or weeks (w).',
    ],
    [
      'several objectives',
      ['[{ targetPercent: 99.9 }]', '[{ target: 0.9 }, { target: 0.8 }]'],
      'openslo.yaml:12:15: error: An SLO with several objectives or a composite one has no counterpart in sla.yaml. Write one SLO for each objective.',
    ],
    [
      'another budgeting method',
      ['Occurrences', 'Timeslices'],
      'openslo.yaml:11:20: error: error_rate is counted by Occurrences, not by Timeslices. Write budgetingMethod: Occurrences.',
    ],
    [
      'no target',
      ['targetPercent: 99.9', 'target: 1'],
      'openslo.yaml:12:15: error: The objective has no target between 0 and 1. Write target: 0.995, or targetPercent: 99.5.',
    ],
    [
      'another target than the quantile',
      ['error_rate', 'p95_response_time'],
      'openslo.yaml:12:15: error: The target 0.999 is not the 0.95 of p95_response_time. Write target: 0.95, or another tokenscope/objective.',
    ],
    [
      'another version',
      ['openslo/v1', 'openslo/v2alpha'],
      'openslo.yaml:1:1: error: This document is not of OpenSLO v1. Write apiVersion: openslo/v1.',
    ],
    [
      'an unknown kind',
      ['kind: SLO', 'kind: SLA'],
      'openslo.yaml:1:1: error: The kind SLA is not one of OpenSLO v1. Allowed are SLO, Service, SLI, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget.',
    ],
    [
      'no SLO at all',
      [/^[\s\S]*---\n/, ''],
      'openslo.yaml:1:1: error: There is no SLO in this text. Write a document with apiVersion: openslo/v1 and kind: SLO.',
    ],
    [
      'the same twice',
      [/---[\s\S]*$/, `---\n${HAND_WRITTEN.split('---\n')[0]}`],
      'openslo.yaml:17:9: error: error_rate of this scope is promised a second time. Remove one of the two SLOs.',
    ],
    [
      'a name that cannot be one',
      ['service: checkout', 'service: "{{ x }}"'],
      'openslo.yaml:1:1: error: Together the SLOs cannot be targets: service "{{ x }}" holds {{, }} or ${. These mean a place to fill in to Alertmanager and to the Collector; rename it at its source.',
    ],
  ])('refuses %s, with the reason', (_, [from, to], problem) => {
    const text = HAND_WRITTEN.replace(from, to)
    expect(text).not.toBe(HAND_WRITTEN)
    expect(problemOf(text)).toBe(problem)
  })
})
