import {
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_GPU_TASK,
  ATTR_HW_ID,
  ATTR_HW_SENSOR_LOCATION,
  ATTR_HW_STATE,
  GPU_THROTTLE_TIME,
  type GpuThrottleReason,
  HW_ERRORS,
  HW_GPU_MEMORY_UTILIZATION,
  HW_GPU_UTILIZATION,
  HW_STATUS,
  HW_TEMPERATURE,
  type HwErrorType,
  type HwState,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import { percent } from '../objectives/percent.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { decimal, maxBy } from '../promql/combine.ts'
import { LABEL_ERROR_TYPE, LABEL_HOST } from '../promql/labels.ts'
import { equal, oneOf, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { AlertDefinition } from './alert.ts'
import { eventScenario, type GaugeInput, gaugeScenario } from './gauge-scenario.ts'
import * as runbooks from './runbooks/gpu-runbooks.ts'
import { VALUE } from './templates.ts'

const MINUTE = 60
const LABEL_GPU = toPrometheusLabel(ATTR_HW_ID)
const BY: readonly string[] = [LABEL_HOST, LABEL_GPU]
const GPU = `GPU {{ $labels.${LABEL_GPU} }}{{ with $labels.${LABEL_HOST} }} of {{ . }}{{ end }}`

const NEARLY_FULL = 0.95
const HOTTEST_CELSIUS = 85
/** Share of time that the clocks may be held down. */
const THROTTLED_SHARE = 0.1
/** Reasons that are trouble. Idle clocks are not, and a power limit that somebody set is a choice. */
const TROUBLE: readonly GpuThrottleReason[] = ['hw_slowdown', 'sw_thermal_slowdown', 'hw_thermal_slowdown', 'hw_power_brake_slowdown']
const UNCORRECTED: HwErrorType = 'uncorrected'
const FAILED: HwState = 'failed'

/** Alerts of GPUs. Several processes may report one GPU: each is one alert all the same. */
export function gpuAlerts(context: RuleContext): AlertDefinition[] {
  const { gpuMemory, gpuUtilization } = context.targets.resources
  const memory = seriesOf(HW_GPU_MEMORY_UTILIZATION)
  const utilization = seriesOf(HW_GPU_UTILIZATION)
  const task = { label: toPrometheusLabel(ATTR_HW_GPU_TASK), op: '=~', value: 'general|' } as const
  const sensor = toPrometheusLabel(ATTR_HW_SENSOR_LOCATION)
  const state = toPrometheusLabel(ATTR_HW_STATE)
  const reason = toPrometheusLabel(ATTR_GPU_THROTTLE_REASON)
  const full = Math.max(NEARLY_FULL, (1 + gpuMemory) / 2)
  const common = { group: 'gpu', category: 'gpu', board: 'gpu' } as const
  const ratio = { value: VALUE.ratio } as const
  return [
    {
      ...common,
      ...ratio,
      name: 'GPUMemoryHigh',
      slug: 'gpu-memory-high',
      severity: 'warning',
      forSeconds: 5 * MINUTE,
      expr: `${maxBy(BY, memory)} > ${decimal(gpuMemory)}`,
      summary: `${GPU}: memory is ${VALUE.ratio} full`,
      description: `Target: at most ${percent(gpuMemory)}. Beyond it requests wait for memory, or end in "out of memory".`,
      target: `<= ${percent(gpuMemory)}`,
      runbook: runbooks.GPU_MEMORY,
      scenarios: gaugeScenario(context, { series: memory, ...identity(), below: gpuMemory, above: (gpuMemory + 1) / 2 }),
    },
    {
      ...common,
      ...ratio,
      name: 'GPUMemoryNearlyFull',
      slug: 'gpu-memory-nearly-full',
      severity: 'critical',
      forSeconds: 5 * MINUTE,
      expr: `${maxBy(BY, memory)} > ${decimal(full)}`,
      summary: `${GPU}: memory is ${VALUE.ratio} full`,
      description:
        'The next long prompt may end in "out of memory" and take the model server with it. First: which process takes it (nvidia-smi)? Then fewer requests at once, or a shorter context.',
      target: `<= ${percent(full)}`,
      runbook: runbooks.GPU_MEMORY,
      scenarios: gaugeScenario(context, { series: memory, ...identity(), below: full, above: (full + 1) / 2 }),
    },
    {
      ...common,
      ...ratio,
      name: 'GPUUtilizationHigh',
      slug: 'gpu-utilization-high',
      severity: 'warning',
      forSeconds: 10 * MINUTE,
      expr: `${maxBy(BY, `avg_over_time(${selector(utilization, [task], context.seconds(5 * MINUTE))})`)} > ${decimal(gpuUtilization)}`,
      summary: `${GPU}: ${VALUE.ratio} busy`,
      description: `Target: at most ${percent(gpuUtilization)}, mean of five minutes. There is no room left for more load.`,
      target: `<= ${percent(gpuUtilization)}`,
      runbook: runbooks.GPU_UTILIZATION,
      scenarios: gaugeScenario(context, {
        series: utilization,
        ...identity({ [task.label]: 'general' }),
        below: gpuUtilization * 0.99,
        above: (gpuUtilization + 1) / 2,
      }),
    },
    {
      ...common,
      name: 'GPUTemperatureHigh',
      slug: 'gpu-temperature-high',
      severity: 'warning',
      forSeconds: 5 * MINUTE,
      expr: `${maxBy(BY, selector(seriesOf(HW_TEMPERATURE), [equal(sensor, 'gpu')]))} > ${HOTTEST_CELSIUS}`,
      summary: `${GPU}: ${VALUE.number} degrees Celsius`,
      description: `Above ${HOTTEST_CELSIUS} the GPU soon lowers its clocks.`,
      value: VALUE.number,
      target: `<= ${HOTTEST_CELSIUS}`,
      runbook: runbooks.GPU_TEMPERATURE,
      scenarios: gaugeScenario(context, {
        series: seriesOf(HW_TEMPERATURE),
        ...identity({ [sensor]: 'gpu' }),
        below: HOTTEST_CELSIUS,
        above: HOTTEST_CELSIUS + 1,
      }),
    },
    {
      ...common,
      ...ratio,
      name: 'GPUThrottled',
      slug: 'gpu-throttled',
      severity: 'warning',
      forSeconds: 5 * MINUTE,
      expr: `${maxBy([...BY, reason], `rate(${selector(seriesOf(GPU_THROTTLE_TIME), [oneOf(reason, TROUBLE)], context.seconds(5 * MINUTE))})`)} > ${THROTTLED_SHARE}`,
      summary: `${GPU}: slowed down ${VALUE.ratio} of the time ({{ $labels.${reason} }})`,
      description: 'Heat or power holds the clocks down: every answer is slower.',
      target: `<= ${percent(THROTTLED_SHARE)}`,
      runbook: runbooks.GPU_THROTTLED,
      scenarios: gaugeScenario(context, {
        series: seriesOf(GPU_THROTTLE_TIME),
        ...identity({ [reason]: 'hw_thermal_slowdown' }),
        below: THROTTLED_SHARE * 0.95,
        above: THROTTLED_SHARE * 1.2,
        ratePerSecond: true,
      }),
    },
    {
      ...common,
      name: 'GPUErrors',
      slug: 'gpu-errors',
      severity: 'critical',
      expr: `${maxBy(BY, `increase(${selector(seriesOf(HW_ERRORS), [equal(LABEL_ERROR_TYPE, UNCORRECTED)], context.seconds(15 * MINUTE))})`)} > 0`,
      summary: `${GPU}: memory errors that could not be corrected`,
      description: 'Answers may be wrong, or the process may end. First: take the GPU out of service, then look at "dmesg | grep -i xid".',
      value: VALUE.number,
      target: '0',
      runbook: runbooks.GPU_ERRORS,
      scenarios: eventScenario(context, { series: seriesOf(HW_ERRORS), ...identity({ [LABEL_ERROR_TYPE]: UNCORRECTED }) }),
    },
    {
      ...common,
      name: 'GPULost',
      slug: 'gpu-lost',
      severity: 'critical',
      forSeconds: MINUTE,
      expr: `${maxBy(BY, selector(seriesOf(HW_STATUS), [equal(state, FAILED)]))} == 1`,
      summary: `${GPU} does not answer`,
      description:
        'The driver says that the GPU is lost, or it hangs. What runs on it does not answer either. First: take its server out of the load balancer, then look at "dmesg | grep -i xid".',
      runbook: runbooks.GPU_LOST,
      scenarios: gaugeScenario(context, { series: seriesOf(HW_STATUS), ...identity({ [state]: FAILED }), below: 0, above: 1 }),
    },
  ]
}

function identity(more: Readonly<Record<string, string>> = {}): Pick<GaugeInput, 'labels' | 'apartBy'> {
  return { labels: { [LABEL_HOST]: 'gpu-host', [LABEL_GPU]: 'GPU-1', ...more }, apartBy: LABEL_GPU }
}
