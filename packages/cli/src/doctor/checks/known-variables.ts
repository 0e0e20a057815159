import { ENVIRONMENT_VARIABLES } from '@tokenscope/node'

const NAMES = ENVIRONMENT_VARIABLES.flatMap(({ variables }) => variables.map(({ name }) => name))

/** Our own variables of `start()`. */
export const OWN_VARIABLES: readonly string[] = NAMES.filter((name) => name.startsWith('TOKENSCOPE_'))

/** Standard variables that the SDK or other instrumentations of Node read, and `start()` does not. */
const OTHERS = [
  'OTEL_CONFIG_FILE',
  'OTEL_EXPERIMENTAL_CONFIG_FILE',
  'OTEL_EXPORTER_OTLP_INSECURE',
  'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
  'OTEL_EXPORTER_ZIPKIN_ENDPOINT',
  'OTEL_EXPORTER_ZIPKIN_TIMEOUT',
  'OTEL_METRICS_EXEMPLAR_FILTER',
  'OTEL_NODE_DISABLED_INSTRUMENTATIONS',
  'OTEL_NODE_ENABLED_INSTRUMENTATIONS',
]

/** Each of OTLP exists for one signal too. */
const ONE_SIGNAL = [...NAMES, ...OTHERS]
  .filter((name) => /^OTEL_EXPORTER_OTLP_(?!METRICS_)/.test(name))
  .flatMap((name) => ['TRACES', 'METRICS', 'LOGS'].map((signal) => name.replace('OTLP_', `OTLP_${signal}_`)))

export const STANDARD_VARIABLES: readonly string[] = [...NAMES.filter((name) => name.startsWith('OTEL_')), ...OTHERS, ...ONE_SIGNAL]

/** Of other languages, and of instrumentations that have names of their own. */
export const ELSEWHERE =
  /^OTEL_(PYTHON|JAVA|JAVAAGENT|GO|DOTNET|PHP|RUBY|INSTRUMENTATION|EXPORTER_JAEGER|EXPORTER_ZIPKIN|EXPORTER_PROMETHEUS|LAMBDA|COLLECTOR|OPERATOR|SEMCONV|NODE_EXPERIMENTAL)_/
