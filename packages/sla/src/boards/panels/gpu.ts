import {
  ATTR_GPU_CLOCK_DOMAIN,
  ATTR_GPU_PROCESS_FRAMEWORK,
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_DRIVER_VERSION,
  ATTR_HW_GPU_TASK,
  ATTR_HW_ID,
  ATTR_HW_MODEL,
  ATTR_HW_NAME,
  ATTR_HW_SENSOR_LOCATION,
  ATTR_HW_STATE,
  ATTR_PROCESS_EXECUTABLE_NAME,
  GPU_CLOCK_FREQUENCY,
  GPU_INFO,
  GPU_POWER_LIMIT,
  GPU_PROCESS_MEMORY_USAGE,
  GPU_THROTTLE_TIME,
  HW_ERRORS,
  HW_GPU_MEMORY_LIMIT,
  HW_GPU_MEMORY_USAGE,
  HW_GPU_MEMORY_UTILIZATION,
  HW_GPU_UTILIZATION,
  HW_POWER,
  HW_STATUS,
  HW_TEMPERATURE,
  type MetricDefinition,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { decimal, maxBy } from '../../promql/combine.ts'
import { LABEL_ERROR_TYPE, LABEL_HOST } from '../../promql/labels.ts'
import { type Matcher, selector } from '../../promql/selector.ts'
import { seriesOf } from '../../promql/series.ts'
import { runbookLinks } from '../board-links.ts'
import { RATE } from '../chosen-calls.ts'
import type { QueryPanel, Unit } from '../panel.ts'
import { CHOSEN_HOSTS } from '../variables.ts'

/** GPUs, each once however many processes report it. */

const LABEL_ID = toPrometheusLabel(ATTR_HW_ID)
const LABEL_NAME = toPrometheusLabel(ATTR_HW_NAME)
const LABEL_MODEL = toPrometheusLabel(ATTR_HW_MODEL)
const LABEL_DRIVER = toPrometheusLabel(ATTR_HW_DRIVER_VERSION)
const LABEL_REASON = toPrometheusLabel(ATTR_GPU_THROTTLE_REASON)
const LABEL_STATE = toPrometheusLabel(ATTR_HW_STATE)
const LABEL_CLOCK = toPrometheusLabel(ATTR_GPU_CLOCK_DOMAIN)
const LABEL_SENSOR = toPrometheusLabel(ATTR_HW_SENSOR_LOCATION)
const LABEL_PROCESS = toPrometheusLabel(ATTR_PROCESS_EXECUTABLE_NAME)
const LABEL_FRAMEWORK = toPrometheusLabel(ATTR_GPU_PROCESS_FRAMEWORK)
const BY = [LABEL_HOST, LABEL_NAME, LABEL_ID]
/** Only MIG devices have a name beside their id; the table of GPUs says which is which. */
const LEGEND = `{{${LABEL_HOST}}} {{${LABEL_NAME}}} {{${LABEL_ID}}}`

/** The whole GPU; older drivers do not say which unit they mean. */
export const GENERAL_TASK: Matcher = { label: toPrometheusLabel(ATTR_HW_GPU_TASK), op: '=~', value: 'general|' }
const HOTTEST_CELSIUS = 85

const GRAPH = { kind: 'time-series', width: 12, height: 9, min: 0, noValue: 'No GPU is read' } as const

/** @param by labels that stay besides the GPU's own */
export function gpuValue(metric: MetricDefinition, matchers: readonly Matcher[] = [], by: readonly string[] = BY): string {
  return maxBy(by, selector(seriesOf(metric), [...CHOSEN_HOSTS, ...matchers]))
}

export function gpuTable(): QueryPanel {
  const columns = { [LABEL_HOST]: 'Host', [LABEL_NAME]: 'Name', [LABEL_MODEL]: 'Model', [LABEL_DRIVER]: 'Driver', [LABEL_ID]: 'Id' }
  return {
    kind: 'table',
    title: 'Which GPU is which',
    description: 'Every GPU that is read, by the id that stands in the other panels.',
    width: 24,
    height: 6,
    unit: 'short',
    labelColumns: columns,
    queries: [{ expr: gpuValue(GPU_INFO, [], Object.keys(columns)), legend: 'Read', hidden: true }],
    noValue: 'No GPU is read',
  }
}

export function gpuUtilization(context: RuleContext): QueryPanel {
  const { gpuUtilization: allowed } = context.targets.resources
  return {
    ...GRAPH,
    title: 'GPU busy',
    description: 'Share of time in which the GPU ran anything, with a line at the target. Busy is not full: see memory and power.',
    unit: 'percentunit',
    max: 1,
    queries: [{ expr: gpuValue(HW_GPU_UTILIZATION, [GENERAL_TASK]), legend: LEGEND }],
    thresholds: [{ value: allowed, color: 'red' }],
    links: runbookLinks(context, 'gpu-utilization-high'),
  }
}

export function gpuMemory(context: RuleContext): QueryPanel {
  const { gpuMemory: allowed } = context.targets.resources
  return {
    ...GRAPH,
    title: 'GPU memory used',
    description:
      'Used by size, with a line at the target. Model servers take what they are told at start; growth after that is the cache of open calls.',
    unit: 'percentunit',
    max: 1,
    queries: [{ expr: gpuValue(HW_GPU_MEMORY_UTILIZATION), legend: LEGEND }],
    thresholds: [
      { value: allowed, color: 'orange' },
      { value: Math.max(0.95, Number(decimal((1 + allowed) / 2))), color: 'red' },
    ],
    links: runbookLinks(context, 'gpu-memory-high', 'gpu-memory-nearly-full'),
  }
}

export function gpuMemoryBytes(): QueryPanel {
  return {
    ...GRAPH,
    title: 'GPU memory in bytes',
    description: 'Used, and the size as a dashed line.',
    unit: 'bytes',
    queries: [
      { expr: gpuValue(HW_GPU_MEMORY_USAGE), legend: LEGEND },
      { expr: gpuValue(HW_GPU_MEMORY_LIMIT), legend: `size ${LEGEND}`, line: true },
    ],
  }
}

export function gpuProcesses(): QueryPanel {
  return {
    ...GRAPH,
    title: 'GPU memory by process',
    description: 'The largest processes; what has no name is the rest.',
    unit: 'bytes',
    stacked: true,
    queries: [
      {
        expr: gpuValue(GPU_PROCESS_MEMORY_USAGE, [], [...BY, LABEL_PROCESS, LABEL_FRAMEWORK]),
        legend: `{{${LABEL_PROCESS}}} {{${LABEL_FRAMEWORK}}} on ${LEGEND}`,
      },
    ],
    noValue: 'No process uses a GPU',
  }
}

export function gpuPower(): QueryPanel {
  return {
    ...GRAPH,
    title: 'Power',
    description: 'Drawn, and the limit that the driver enforces as a dashed line. At the limit the clocks go down.',
    unit: 'watt',
    queries: [
      { expr: gpuValue(HW_POWER), legend: LEGEND },
      { expr: gpuValue(GPU_POWER_LIMIT), legend: `limit ${LEGEND}`, line: true },
    ],
  }
}

export function gpuTemperature(context: RuleContext): QueryPanel {
  return {
    ...GRAPH,
    title: 'Temperature',
    description: `Of the chip and of the memory, where it is measured. Above ${HOTTEST_CELSIUS} the GPU soon lowers its clocks.`,
    unit: 'celsius',
    queries: [
      {
        expr: gpuValue(HW_TEMPERATURE, [], [LABEL_HOST, LABEL_ID, LABEL_NAME, LABEL_SENSOR]),
        legend: `${LEGEND} {{${LABEL_SENSOR}}}`,
      },
    ],
    thresholds: [{ value: HOTTEST_CELSIUS, color: 'red' }],
    links: runbookLinks(context, 'gpu-temperature-high'),
  }
}

export function gpuThrottling(context: RuleContext): QueryPanel {
  const time = `rate(${selector(seriesOf(GPU_THROTTLE_TIME), [...CHOSEN_HOSTS, { label: LABEL_REASON, op: '!=', value: 'idle' }], RATE)})`
  return {
    ...GRAPH,
    title: 'Held down',
    description:
      'Share of time in which something lowered the clocks, by reason; idle clocks are left out. Heat and hw_slowdown are trouble, sw_power_cap is the limit at work.',
    unit: 'percentunit',
    max: 1,
    queries: [{ expr: maxBy([...BY, LABEL_REASON], time), legend: `{{${LABEL_REASON}}} on ${LEGEND}` }],
    thresholds: [{ value: 0.1, color: 'orange' }],
    links: runbookLinks(context, 'gpu-throttled'),
    noValue: 'No GPU says why its clocks are low',
  }
}

export function gpuClocks(): QueryPanel {
  return gauge(
    'Clocks',
    'Of the multiprocessors and of the memory. Low while busy is throttling.',
    'hertz',
    GPU_CLOCK_FREQUENCY,
    LABEL_CLOCK,
  )
}

export function gpuErrors(context: RuleContext): QueryPanel {
  const errors = `increase(${selector(seriesOf(HW_ERRORS), CHOSEN_HOSTS, RATE)})`
  return {
    ...GRAPH,
    title: 'Memory errors',
    description:
      'New errors: corrected ones are harmless alone, uncorrected ones are not. 0 where there are none; nothing on GPUs without error correction.',
    unit: 'short',
    queries: [{ expr: maxBy([...BY, LABEL_ERROR_TYPE], errors), legend: `{{${LABEL_ERROR_TYPE}}} on ${LEGEND}` }],
    thresholds: [{ value: 1, color: 'red' }],
    links: runbookLinks(context, 'gpu-errors'),
    noValue: 'No GPU with error correction',
  }
}

export function gpuStatus(context: RuleContext): QueryPanel {
  return {
    kind: 'timeline',
    title: 'Status',
    description: 'What the driver says of each GPU: the state that is true.',
    width: 12,
    height: 9,
    unit: 'short',
    queries: [{ expr: gpuValue(HW_STATUS, [], [...BY, LABEL_STATE]), legend: `${LEGEND} {{${LABEL_STATE}}}` }],
    words: { 0: { text: 'no', color: 'text' }, 1: { text: 'yes', color: 'blue' } },
    base: 'text',
    thresholds: [{ value: 1, color: 'blue' }],
    links: runbookLinks(context, 'gpu-lost'),
    noValue: 'No GPU is read',
  }
}

function gauge(title: string, description: string, unit: Unit, metric: MetricDefinition, label: string): QueryPanel {
  return { ...GRAPH, title, description, unit, queries: [{ expr: gpuValue(metric, [], [...BY, label]), legend: `${LEGEND} {{${label}}}` }] }
}
