import {
  ACTIVE_REQUESTS,
  GPU_REQUEST_ENERGY_PER_OUTPUT_TOKEN,
  GPU_REQUEST_TIME,
  HW_GPU_MEMORY_UTILIZATION,
  HW_GPU_UTILIZATION,
  type MetricDefinition,
  TIME_TO_FIRST_TOKEN,
} from '@tokenscope/semconv'
import { DURATION_METRICS, SUCCEEDED } from '../objectives/call-events.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { sumBy } from '../promql/combine.ts'
import { type HistogramQuery, histogramCount, histogramQuantile, histogramSum } from '../promql/histogram.ts'
import { LABEL_HOST, LABEL_MODEL } from '../promql/labels.ts'
import { type Matcher, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS, runbookLinks } from './board-links.ts'
import { RATE } from './chosen-calls.ts'
import type { QueryPanel, Unit } from './panel.ts'
import {
  GENERAL_TASK,
  gpuClocks,
  gpuErrors,
  gpuMemory,
  gpuMemoryBytes,
  gpuPower,
  gpuProcesses,
  gpuStatus,
  gpuTable,
  gpuTemperature,
  gpuThrottling,
  gpuUtilization,
  gpuValue,
} from './panels/gpu.ts'
import { quantileLines } from './target-lines.ts'
import { CHOSEN_HOSTS, GPU_HOST_VARIABLES } from './variables.ts'

const GRAPH = { kind: 'time-series', width: 12, height: 9, min: 0 } as const
const BY_HOST = [LABEL_HOST]

/** GPUs, and beside them the calls of the processes on the same host. */
export function gpuBoard(context: RuleContext): Board {
  return {
    uid: BOARD_UIDS.gpu,
    name: 'gpu',
    title: 'GPU and latency',
    description: 'GPUs beside the calls of the same host: the application must run on the host of the GPU, or send the same host.name.',
    variables: GPU_HOST_VARIABLES,
    sections: [
      {
        title: 'Calls beside the GPUs of their host',
        panels: [
          responseTimeBesideBusy(context),
          firstTokenBesideMemory(context),
          perCall('GPU time of a call', 'Busy GPU-seconds attributed to a call: mean, and the longest 5 %.', 's', GPU_REQUEST_TIME),
          perCall(
            'Energy of an output token',
            'Joules attributed to a call by output token: mean, and the dearest 5 %. It falls as more calls share the GPU.',
            'joule',
            GPU_REQUEST_ENERGY_PER_OUTPUT_TOKEN,
          ),
        ],
      },
      { title: 'Load', panels: [gpuTable(), gpuUtilization(context), gpuMemory(context), gpuMemoryBytes(), gpuProcesses()] },
      { title: 'Power and heat', panels: [gpuPower(), gpuTemperature(context), gpuThrottling(context), gpuClocks()] },
      { title: 'Health', panels: [gpuStatus(context), gpuErrors(context)] },
    ],
  }
}

function responseTimeBesideBusy(context: RuleContext): QueryPanel {
  return {
    ...GRAPH,
    title: 'Response time and busy GPUs',
    description:
      'p95 of the calls of a host (left) beside its busiest GPU and its calls in flight (right). Slow calls with an idle GPU wait for something else.',
    unit: 's',
    queries: [
      { expr: histogramQuantile(ofHosts(DURATION_METRICS, SUCCEEDED), 0.95), legend: `p95 {{${LABEL_HOST}}}` },
      { expr: gpuValue(HW_GPU_UTILIZATION, [GENERAL_TASK], BY_HOST), legend: `busy {{${LABEL_HOST}}}`, unit: 'percentunit' },
      {
        expr: sumBy(BY_HOST, selector(seriesOf(ACTIVE_REQUESTS), CHOSEN_HOSTS)),
        legend: `in flight {{${LABEL_HOST}}}`,
        unit: 'short',
      },
    ],
    thresholds: quantileLines(context, ({ responseTimes }) => responseTimes, [0.95]),
    links: runbookLinks(context, 'llm-latency-p95-high', 'gpu-utilization-high'),
    noValue: 'No calls and no GPU with the same host.name',
  }
}

function firstTokenBesideMemory(context: RuleContext): QueryPanel {
  return {
    ...GRAPH,
    title: 'Time to first token and GPU memory',
    description:
      'p95 of the streamed calls of a host (left) beside its fullest GPU (right). Where memory is full, new calls wait for old ones to end.',
    unit: 's',
    queries: [
      { expr: histogramQuantile(ofHosts([[TIME_TO_FIRST_TOKEN]]), 0.95), legend: `p95 {{${LABEL_HOST}}}` },
      { expr: gpuValue(HW_GPU_MEMORY_UTILIZATION, [], BY_HOST), legend: `memory {{${LABEL_HOST}}}`, unit: 'percentunit' },
    ],
    thresholds: quantileLines(context, ({ timeToFirstToken }) => timeToFirstToken, [0.95]),
    links: runbookLinks(context, 'llm-time-to-first-token-high', 'gpu-memory-high'),
    noValue: 'No streamed calls and no GPU with the same host.name',
  }
}

function perCall(title: string, description: string, unit: Unit, metric: MetricDefinition): QueryPanel {
  const query: HistogramQuery = { ...ofHosts([[metric]]), by: [LABEL_HOST, LABEL_MODEL] }
  const legend = `{{${LABEL_MODEL}}} on {{${LABEL_HOST}}}`
  return {
    ...GRAPH,
    title,
    description: `${description} Only for calls to servers on this host, where attribution is on.`,
    unit,
    queries: [
      { expr: `(\n${histogramSum(query)}\n)\n/\n((\n${histogramCount(query)}\n) > 0)`, legend: `mean ${legend}` },
      { expr: histogramQuantile(query, 0.95), legend: `p95 ${legend}` },
    ],
    noValue: 'Nothing attributed: set gpu.attribution of start()',
  }
}

function ofHosts(metrics: HistogramQuery['metrics'], matchers: readonly Matcher[] = []): HistogramQuery {
  return { metrics, matchers: [...CHOSEN_HOSTS, ...matchers], by: BY_HOST, windowSeconds: RATE }
}
