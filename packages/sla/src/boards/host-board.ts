import {
  ATTR_SYSTEM_CPU_STATE,
  ATTR_SYSTEM_MEMORY_STATE,
  ATTR_V8JS_GC_TYPE,
  EVENTLOOP_DELAY_P99,
  EVENTLOOP_UTILIZATION,
  GC_DURATION,
  HEAP_USED,
  type MetricDefinition,
  PROCESS_CPU_UTILIZATION,
  PROCESS_MEMORY_USAGE,
  SYSTEM_CPU_UTILIZATION,
  SYSTEM_MEMORY_USAGE,
  SYSTEM_MEMORY_UTILIZATION,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import type { RuleContext } from '../outputs/rule-context.ts'
import { maxBy, sumBy } from '../promql/combine.ts'
import { histogramSum } from '../promql/histogram.ts'
import { LABEL_HOST, LABEL_SERVICE } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS, runbookLinks } from './board-links.ts'
import { RATE } from './chosen-calls.ts'
import type { QueryPanel, Unit } from './panel.ts'
import { CHOSEN_HOSTS, HOST_VARIABLES } from './variables.ts'

const GRAPH = { kind: 'time-series', width: 12, height: 9, min: 0, noValue: 'No host metrics' } as const
const LABEL_MEMORY = toPrometheusLabel(ATTR_SYSTEM_MEMORY_STATE)
const LABEL_CPU = toPrometheusLabel(ATTR_SYSTEM_CPU_STATE)
const LABEL_GC = toPrometheusLabel(ATTR_V8JS_GC_TYPE)
const BY_PROCESS = [LABEL_HOST, LABEL_SERVICE]
const PROCESS_LEGEND = `{{${LABEL_SERVICE}}} on {{${LABEL_HOST}}}`

/** The machine, and the processes of applications on it. */
export function hostBoard(context: RuleContext): Board {
  const { systemMemory } = context.targets.resources
  const used = (metric: MetricDefinition): string =>
    maxBy([LABEL_HOST], selector(seriesOf(metric), [...CHOSEN_HOSTS, equal(LABEL_MEMORY, 'used')]))
  const cpu = `avg by (${LABEL_HOST}, ${LABEL_CPU}) (${selector(seriesOf(SYSTEM_CPU_UTILIZATION), [...CHOSEN_HOSTS, { label: LABEL_CPU, op: '!=', value: 'idle' }])})`
  return {
    uid: BOARD_UIDS.host,
    name: 'host',
    title: 'Hosts and processes',
    description: 'Memory and processor of the hosts, and of the Node processes on them.',
    variables: HOST_VARIABLES,
    sections: [
      {
        title: 'Host',
        panels: [
          {
            ...GRAPH,
            title: 'Memory used',
            description:
              'Used by size, with a line at the target. When it is full the kernel ends the largest process, often the model server.',
            unit: 'percentunit',
            max: 1,
            queries: [{ expr: used(SYSTEM_MEMORY_UTILIZATION), legend: `{{${LABEL_HOST}}}` }],
            thresholds: [{ value: systemMemory, color: 'red' }],
            links: runbookLinks(context, 'system-memory-high'),
          },
          {
            ...GRAPH,
            title: 'Processor',
            description: 'Mean over all cores, by what they do; the rest is idle.',
            unit: 'percentunit',
            max: 1,
            stacked: true,
            queries: [{ expr: cpu, legend: `{{${LABEL_HOST}}} {{${LABEL_CPU}}}` }],
          },
          {
            ...GRAPH,
            title: 'Memory in bytes',
            description: 'Used memory of each host.',
            unit: 'bytes',
            queries: [{ expr: used(SYSTEM_MEMORY_USAGE), legend: `{{${LABEL_HOST}}}` }],
          },
        ],
      },
      {
        title: 'Processes',
        panels: [
          byProcess('Memory of the process', 'Resident memory, all processes of a service on a host.', 'bytes', PROCESS_MEMORY_USAGE),
          byProcess('Processor of the process', '1 is one core in full.', 'short', PROCESS_CPU_UTILIZATION),
          byProcess('Heap used', 'Of V8, all spaces. A floor that rises is a leak.', 'bytes', HEAP_USED),
        ],
      },
      {
        title: 'Event loop',
        panels: [
          worstProcess(
            'Event loop delay p99',
            'How late timers and answers are. What shows here shows in the client’s times of every call, and not at the server.',
            's',
            EVENTLOOP_DELAY_P99,
          ),
          worstProcess(
            'Event loop busy',
            'Near 1 the process cannot take more: calls wait inside of the application.',
            'percentunit',
            EVENTLOOP_UTILIZATION,
          ),
          garbageCollection(),
        ],
      },
    ],
  }
}

function byProcess(title: string, description: string, unit: Unit, metric: MetricDefinition): QueryPanel {
  return {
    ...GRAPH,
    title,
    description,
    unit,
    queries: [{ expr: sumBy(BY_PROCESS, selector(seriesOf(metric), CHOSEN_HOSTS)), legend: PROCESS_LEGEND }],
  }
}

function worstProcess(title: string, description: string, unit: Unit, metric: MetricDefinition): QueryPanel {
  return {
    ...GRAPH,
    title,
    description,
    unit,
    queries: [{ expr: maxBy(BY_PROCESS, selector(seriesOf(metric), CHOSEN_HOSTS)), legend: PROCESS_LEGEND }],
  }
}

function garbageCollection(): QueryPanel {
  const by = [...BY_PROCESS, LABEL_GC]
  return {
    ...GRAPH,
    title: 'Garbage collection',
    description: 'Share of time spent on it, by kind. Major collections stop the process.',
    unit: 'percentunit',
    queries: [
      {
        expr: histogramSum({ metrics: [[GC_DURATION]], matchers: CHOSEN_HOSTS, by, windowSeconds: RATE }),
        legend: `{{${LABEL_GC}}} ${PROCESS_LEGEND}`,
      },
    ],
  }
}
