import { ATTR_COMPONENT, GPU_READER_FAILURES, GPU_READER_SAMPLE_AGE, SDK_ERRORS, toPrometheusLabel } from '@tokenscope/semconv'
import type { RuleContext } from '../outputs/rule-context.ts'
import { maxBy, sumBy } from '../promql/combine.ts'
import { LABEL_ERROR_TYPE, LABEL_HOST, LABEL_SERVICE } from '../promql/labels.ts'
import { selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS, runbookLinks } from './board-links.ts'
import { RATE } from './chosen-calls.ts'
import type { QueryPanel } from './panel.ts'
import {
  accepted,
  collectorCpu,
  collectorMemory,
  lost,
  queues,
  refused,
  sampledByPolicy,
  sent,
  storedShare,
  tracesInMemory,
} from './panels/collector.ts'
import { alertDelivery, bridgeQueue, notifications, prometheusLoad, ruleFailures, ruleTimes, scraped } from './panels/stores.ts'
import { COLLECTOR_VARIABLES } from './variables.ts'

const GRAPH = { kind: 'time-series', width: 12, height: 9, min: 0 } as const

/** Whether what the other boards show can be trusted. */
export function pipelineBoard(context: RuleContext): Board {
  const hasBridge = context.targets.notify.receivers.some(({ kind }) => kind === 'bridge')
  return {
    uid: BOARD_UIDS.pipeline,
    name: 'pipeline',
    title: 'Telemetry pipeline',
    description: 'The Collector, Jaeger, Prometheus and Alertmanager: whether what other boards show can be trusted.',
    variables: COLLECTOR_VARIABLES,
    sections: [
      { title: 'Now', panels: [scraped()] },
      { title: 'Collector: in and out', panels: [accepted(), refused(), sent(), lost(), queues(), collectorMemory()] },
      { title: 'Sampling: what is stored in Jaeger', panels: [storedShare(), sampledByPolicy(), tracesInMemory(), collectorCpu()] },
      { title: 'Prometheus', panels: [prometheusLoad(), ruleTimes(), ruleFailures()] },
      { title: 'Alerts on their way', panels: [alertDelivery(), notifications(), ...(hasBridge ? [bridgeQueue()] : [])] },
      { title: 'In the applications', panels: [sdkErrors(context), gpuReader()] },
    ],
  }
}

function sdkErrors(context: RuleContext): QueryPanel {
  const component = toPrometheusLabel(ATTR_COMPONENT)
  return {
    ...GRAPH,
    title: 'Failures inside of the SDK',
    description: 'Kept away from the application, per second, by component. Empty is good; else the data of that service has holes.',
    unit: 'suffix:/s',
    queries: [
      {
        expr: sumBy([LABEL_SERVICE, component], `rate(${selector(seriesOf(SDK_ERRORS), [], RATE)})`),
        legend: `{{${component}}} in {{${LABEL_SERVICE}}}`,
      },
    ],
    links: runbookLinks(context, 'llm-telemetry-missing', 'llm-no-telemetry-at-all'),
    noValue: 'No failures',
  }
}

function gpuReader(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Reading of GPUs',
    description: 'Seconds since the last complete sample (left), failed readings per second by reason (right).',
    unit: 's',
    queries: [
      {
        expr: maxBy([LABEL_HOST, LABEL_SERVICE], seriesOf(GPU_READER_SAMPLE_AGE)),
        legend: `age {{${LABEL_SERVICE}}} on {{${LABEL_HOST}}}`,
      },
      {
        expr: sumBy([LABEL_HOST, LABEL_ERROR_TYPE], `rate(${selector(seriesOf(GPU_READER_FAILURES), [], RATE)})`),
        legend: `{{${LABEL_ERROR_TYPE}}} on {{${LABEL_HOST}}}`,
        unit: 'suffix:/s',
      },
    ],
    noValue: 'No GPU is read',
  }
}
