import { BOOLEAN } from './allowed.ts'
import type { VariableGroup } from './variable.ts'

export const GENERAL_VARIABLES: VariableGroup = {
  title: 'General',
  variables: [
    { name: 'OTEL_SDK_DISABLED', meaning: '`true` turns everything off but `summary()`.', standard: '`false`', allowed: BOOLEAN },
    { name: 'OTEL_SERVICE_NAME', meaning: '`service.name`.', standard: '`unknown_service:node`' },
    { name: 'OTEL_RESOURCE_ATTRIBUTES', meaning: 'Further attributes of the resource, `key=value,key=value`.', standard: 'none' },
    {
      name: 'OTEL_NODE_RESOURCE_DETECTORS',
      meaning: 'What is found out about the process.',
      standard: '`all`',
      allowed: 'a list of `env`, `host`, `os`, `process`, `serviceinstance`; `all`; `none`',
    },
    {
      name: 'OTEL_LOG_LEVEL',
      meaning: 'How much the SDK says about itself on the console.',
      standard: '`warn`',
      allowed: '`none`, `error`, `warn`, `info`, `debug`, `verbose` or `all`',
    },
    {
      name: 'OTEL_PROPAGATORS',
      meaning: 'How trace context is sent on.',
      standard: '`tracecontext,baggage`',
      allowed: 'a list of `tracecontext`, `baggage`, `b3`, `b3multi`; `none`',
    },
    {
      name: 'OTEL_SEMCONV_STABILITY_OPT_IN',
      meaning: '`gen_ai_latest_experimental` selects the moving GenAI conventions.',
      standard: 'the last published ones',
    },
    {
      name: 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT',
      meaning: 'Where prompts and answers are recorded.',
      standard: '`NO_CONTENT`',
      allowed: '`NO_CONTENT`, `SPAN_ONLY`, `EVENT_ONLY`, `SPAN_AND_EVENT`, `true` or `false`',
    },
    {
      name: 'OTEL_NODE_EXPERIMENTAL_SDK_METRICS',
      meaning: "The SDK's own metrics: queue sizes, exports.",
      standard: '`false`',
      allowed: BOOLEAN,
    },
  ],
}
