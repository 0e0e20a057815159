import { COUNT, MILLISECONDS } from './allowed.ts'
import type { VariableGroup } from './variable.ts'

export const TUNING_VARIABLES: VariableGroup = {
  title: 'Sampling, batches and limits',
  variables: [
    {
      name: 'OTEL_TRACES_SAMPLER',
      meaning: 'Which traces are recorded. Metrics count every call all the same.',
      standard: '`parentbased_always_on`',
      allowed: '`always_on`, `always_off`, `traceidratio` or one of them with `parentbased_` before it',
    },
    { name: 'OTEL_TRACES_SAMPLER_ARG', meaning: 'Share of traces for `traceidratio`.', standard: '`1`', allowed: 'a number from 0 to 1' },
    {
      name: 'OTEL_BSP_SCHEDULE_DELAY',
      meaning: 'Time between two exports of spans, milliseconds.',
      standard: '`5000`',
      allowed: MILLISECONDS,
    },
    { name: 'OTEL_BSP_EXPORT_TIMEOUT', meaning: 'The longest that one takes, milliseconds.', standard: '`30000`', allowed: MILLISECONDS },
    { name: 'OTEL_BSP_MAX_QUEUE_SIZE', meaning: 'Spans kept until then; more are dropped.', standard: '`2048`', allowed: COUNT },
    { name: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', meaning: 'Spans in one export.', standard: '`512`', allowed: COUNT },
    {
      name: 'OTEL_BLRP_SCHEDULE_DELAY',
      meaning: 'Time between two exports of log records, milliseconds.',
      standard: '`1000`',
      allowed: MILLISECONDS,
    },
    { name: 'OTEL_BLRP_EXPORT_TIMEOUT', meaning: 'The longest that one takes, milliseconds.', standard: '`30000`', allowed: MILLISECONDS },
    { name: 'OTEL_BLRP_MAX_QUEUE_SIZE', meaning: 'Log records kept until then; more are dropped.', standard: '`2048`', allowed: COUNT },
    { name: 'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE', meaning: 'Log records in one export.', standard: '`512`', allowed: COUNT },
    {
      name: 'OTEL_METRIC_EXPORT_INTERVAL',
      meaning: 'Time between two exports of metrics, milliseconds.',
      standard: '`60000`',
      allowed: MILLISECONDS,
    },
    {
      name: 'OTEL_METRIC_EXPORT_TIMEOUT',
      meaning: 'The longest that one takes, milliseconds; at most the interval.',
      standard: '`30000`',
      allowed: MILLISECONDS,
    },
    { name: 'OTEL_ATTRIBUTE_COUNT_LIMIT', meaning: 'Attributes of a span or log record.', standard: '`128`', allowed: COUNT },
    { name: 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', meaning: 'Characters of one attribute value.', standard: 'no limit', allowed: COUNT },
    { name: 'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', meaning: 'The same, for spans.', standard: '`128`', allowed: COUNT },
    { name: 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', meaning: 'The same, for spans.', standard: 'no limit', allowed: COUNT },
    {
      name: 'OTEL_SPAN_EVENT_COUNT_LIMIT',
      meaning: 'Events of a span.',
      standard: '`128`; with `TOKENSCOPE_TOKEN_EVENTS=every`, `4160`',
      allowed: COUNT,
    },
    { name: 'OTEL_SPAN_LINK_COUNT_LIMIT', meaning: 'Links of a span.', standard: '`128`', allowed: COUNT },
    { name: 'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', meaning: 'Attributes of a span event.', standard: '`128`', allowed: COUNT },
    { name: 'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', meaning: 'Attributes of a link.', standard: '`128`', allowed: COUNT },
    { name: 'OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', meaning: 'Attributes of a log record.', standard: '`128`', allowed: COUNT },
    {
      name: 'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
      meaning: 'Characters of one value there.',
      standard: 'no limit',
      allowed: COUNT,
    },
  ],
}
