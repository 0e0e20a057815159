import type { Rival } from './rival.ts'

const NEWEST = '7.57.0'
const SDK_2 = { '@opentelemetry/api': '1.9.1', '@opentelemetry/context-async-hooks': '2.12.0', '@opentelemetry/sdk-trace-base': '2.12.1' }
const SDK_3 = {
  '@opentelemetry/api': '1.10.0',
  '@opentelemetry/context-async-hooks': '3.1.1',
  '@opentelemetry/sdk-metrics': '3.1.1',
  '@opentelemetry/sdk-trace': '3.1.1',
}

/** All rivals, in the order of the table. */
export const RIVALS: readonly Rival[] = [
  {
    id: 'opentelemetry-contrib',
    title: 'OpenTelemetry contrib',
    package: '@opentelemetry/instrumentation-openai',
    module: '@opentelemetry/instrumentation-openai',
    packages: { openai: '6.49.0', '@opentelemetry/instrumentation-openai': '0.22.0', ...SDK_3 },
    setUp: async (load) => (await import('./setups/opentelemetry-contrib.ts')).setUp(load),
  },
  {
    id: 'openinference',
    title: 'OpenInference',
    package: '@arizeai/openinference-instrumentation-openai',
    module: '@arizeai/openinference-instrumentation-openai',
    packages: { openai: NEWEST, '@arizeai/openinference-instrumentation-openai': '4.2.7', ...SDK_2 },
    setUp: async (load) => (await import('./setups/openinference.ts')).setUp(load),
  },
  {
    id: 'traceloop',
    title: 'Traceloop',
    package: '@traceloop/instrumentation-openai',
    module: '@traceloop/instrumentation-openai',
    packages: { openai: '6.49.0', '@traceloop/instrumentation-openai': '0.27.0', ...SDK_2 },
    setUp: async (load) => (await import('./setups/traceloop.ts')).setUp(load),
  },
  {
    id: 'openlit',
    title: 'OpenLIT',
    package: 'openlit',
    module: 'openlit',
    packages: { openai: NEWEST, openlit: '1.15.0', '@opentelemetry/api': '1.9.1' },
    setUp: async (load) => (await import('./setups/openlit.ts')).setUp(load),
  },
  {
    id: 'sentry',
    title: 'Sentry',
    package: '@sentry/node',
    module: '@sentry/node',
    packages: { openai: NEWEST, '@sentry/node': '11.12.0', '@opentelemetry/api': '1.9.1' },
    setUp: async (load) => (await import('./setups/sentry.ts')).setUp(load),
  },
  {
    id: 'langsmith',
    title: 'LangSmith',
    package: 'langsmith',
    module: 'langsmith/wrappers/openai',
    packages: { openai: NEWEST, langsmith: '0.12.0', '@opentelemetry/api': '1.9.1' },
    setUp: async (load) => (await import('./setups/langsmith.ts')).setUp(load),
  },
]
