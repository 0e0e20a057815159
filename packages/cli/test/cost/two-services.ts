import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_HW_GPU_TASK,
  ATTR_HW_ID,
  ATTR_OUTCOME,
  CLIENT_TOKEN_USAGE,
  HW_GPU_MEMORY_USAGE,
  HW_GPU_UTILIZATION,
  INFERENCE_INPUT_TOKENS,
  INFERENCE_USAGE_INPUT_TOKENS,
  INFERENCE_USAGE_OUTPUT_TOKENS,
  type MetricDefinition,
  REQUESTS,
  toPrometheusLabel,
  toPrometheusName,
  USAGE_CACHE_READ,
  USAGE_REASONING,
} from '@tokenscope/semconv'
import type { Steady } from './back-filled-prometheus.ts'

/** Two services, one of each profile of the conventions; a model that nobody priced; two GPUs that both services report. */
export function twoServices(): Steady[] {
  const series = (metric: MetricDefinition, suffix: string, labels: Readonly<Record<string, string>>): string =>
    `${toPrometheusName(metric, 'otlp')}${suffix}{${Object.entries(labels).map(([name, value]) => `${toPrometheusLabel(name)}=${JSON.stringify(value)}`)}}`
  const chat = (asked: string, answered: string): Record<string, string> => ({
    'service.name': 'chat',
    [ATTR_GEN_AI_REQUEST_MODEL]: asked,
    [ATTR_GEN_AI_RESPONSE_MODEL]: answered,
  })
  const large = chat('example-large', 'example-large-2026')
  const mystery = chat('mystery', 'mystery')
  const small = { ...chat('example-small', 'example-small'), 'service.name': 'search' }
  const type = (labels: Record<string, string>, value: string): Record<string, string> => ({ ...labels, [ATTR_GEN_AI_TOKEN_TYPE]: value })
  return [
    { series: series(CLIENT_TOKEN_USAGE, '_count', type(large, 'input')), perMinute: 10 },
    { series: series(CLIENT_TOKEN_USAGE, '_sum', type(large, 'input')), perMinute: 800 },
    { series: series(CLIENT_TOKEN_USAGE, '_sum', type(large, 'output')), perMinute: 100 },
    { series: series(USAGE_CACHE_READ, '', large), perMinute: 300 },
    { series: series(USAGE_REASONING, '', large), perMinute: 20 },
    { series: series(CLIENT_TOKEN_USAGE, '_count', type(mystery, 'input')), perMinute: 1 },
    { series: series(CLIENT_TOKEN_USAGE, '_sum', type(mystery, 'input')), perMinute: 400 },
    { series: series(CLIENT_TOKEN_USAGE, '_sum', type(mystery, 'output')), perMinute: 100 },
    { series: series(INFERENCE_INPUT_TOKENS, '_count', small), perMinute: 2 },
    { series: series(INFERENCE_USAGE_INPUT_TOKENS, '', small), perMinute: 40 },
    { series: series(INFERENCE_USAGE_OUTPUT_TOKENS, '', small), perMinute: 10 },
    { series: series(REQUESTS, '', { ...large, [ATTR_OUTCOME]: 'completed', [ATTR_GEN_AI_OPERATION_NAME]: 'chat' }), perMinute: 20 },
    { series: series(REQUESTS, '', { ...large, [ATTR_OUTCOME]: 'error', [ATTR_GEN_AI_OPERATION_NAME]: 'chat' }), perMinute: 5 },
    ...['GPU-a', 'GPU-b'].flatMap((id) =>
      ['chat', 'search'].flatMap((service) => [
        { series: series(HW_GPU_MEMORY_USAGE, '', { [ATTR_HW_ID]: id, 'service.name': service }), value: 8e9 },
        {
          series: series(HW_GPU_UTILIZATION, '', { [ATTR_HW_ID]: id, [ATTR_HW_GPU_TASK]: 'general', 'service.name': service }),
          value: 0.4,
        },
        { series: series(HW_GPU_UTILIZATION, '', { [ATTR_HW_ID]: id, [ATTR_HW_GPU_TASK]: 'encoder', 'service.name': service }), value: 0 },
      ]),
    ),
  ]
}
