/** One environment variable, for the reader of the environment and for the documentation. */
export interface EnvironmentVariable {
  readonly name: string
  /** What it does, with its unit. */
  readonly meaning: string
  /** What applies when it is not set, as a reader would write it. */
  readonly standard: string
  /** What it may be, when not any text. */
  readonly allowed?: string
}

/** A titled part of the documentation. */
export interface VariableGroup {
  readonly title: string
  readonly variables: readonly EnvironmentVariable[]
}

const BOOLEAN = '`true` or `false`'
const COUNT = 'a whole number from 1'
const MILLISECONDS = 'a whole number of milliseconds from 1'

const OWN: VariableGroup = {
  title: 'Tokenscope',
  variables: [
    {
      name: 'TOKENSCOPE_PROMETHEUS',
      meaning: 'The Prometheus endpoint.',
      standard: 'on where no OTLP endpoint takes metrics',
      allowed: BOOLEAN,
    },
    { name: 'TOKENSCOPE_OPENAI', meaning: 'Automatic instrumentation of `openai`.', standard: '`true`', allowed: BOOLEAN },
    { name: 'TOKENSCOPE_GPU', meaning: 'GPU metrics through `nvidia-smi`.', standard: '`auto`', allowed: '`auto` or `false`' },
    { name: 'TOKENSCOPE_HOST_METRICS', meaning: 'CPU, system memory and process metrics.', standard: '`true`', allowed: BOOLEAN },
    {
      name: 'TOKENSCOPE_RUNTIME_METRICS',
      meaning: 'Event loop, heap and garbage collection of Node.',
      standard: '`true`',
      allowed: BOOLEAN,
    },
    {
      name: 'TOKENSCOPE_SHUTDOWN_TIMEOUT_MS',
      meaning: 'The longest that a shutdown takes, milliseconds.',
      standard: '`5000`',
      allowed: MILLISECONDS,
    },
    {
      name: 'TOKENSCOPE_HANDLE_SIGNALS',
      meaning: 'Send everything on SIGTERM and SIGINT, then let the signal do what it does.',
      standard: '`true`',
      allowed: BOOLEAN,
    },
    {
      name: 'TOKENSCOPE_TOKEN_EVENTS',
      meaning: 'How much of the token time line becomes span events.',
      standard: '`timeline`',
      allowed: '`off`, `milestones`, `timeline` or `every`',
    },
    {
      name: 'TOKENSCOPE_STALL_THRESHOLD_MS',
      meaning: 'A wait for the next chunk of at least so many milliseconds is a stall.',
      standard: '`2000`',
      allowed: 'a number above 0',
    },
    {
      name: 'TOKENSCOPE_MAX_CONTENT_LENGTH',
      meaning: 'The most characters of content in one attribute.',
      standard: '`16384`',
      allowed: 'a number above 0',
    },
  ],
}

const GENERAL: VariableGroup = {
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

const EXPORTERS: VariableGroup = {
  title: 'Where it goes',
  variables: [
    {
      name: 'OTEL_TRACES_EXPORTER',
      meaning: 'Exporters of traces.',
      standard: '`otlp` with an OTLP endpoint, else `none`',
      allowed: 'a list of `otlp`, `console`, `zipkin`; `none`',
    },
    {
      name: 'OTEL_METRICS_EXPORTER',
      meaning: 'Exporters of metrics.',
      standard: '`otlp` with an OTLP endpoint, else `prometheus`',
      allowed: 'a list of `otlp`, `console`, `prometheus`; `none`',
    },
    {
      name: 'OTEL_LOGS_EXPORTER',
      meaning: 'Exporters of log events.',
      standard: '`otlp` with an OTLP endpoint, else `none`',
      allowed: 'a list of `otlp`, `console`; `none`',
    },
    { name: 'OTEL_EXPORTER_PROMETHEUS_HOST', meaning: 'Address that the Prometheus endpoint binds.', standard: '`127.0.0.1`' },
    {
      name: 'OTEL_EXPORTER_PROMETHEUS_PORT',
      meaning: 'Its port; 0 takes a free one.',
      standard: '`9464`',
      allowed: 'a whole number from 0 to 65535',
    },
  ],
}

/** Variables that exist for all signals and, with the signal in the name, for one. */
const OTLP: readonly (Omit<EnvironmentVariable, 'name'> & { suffix: string })[] = [
  { suffix: 'ENDPOINT', meaning: 'Base URL of the OTLP receiver. Setting it turns OTLP on.', standard: 'no OTLP' },
  {
    suffix: 'PROTOCOL',
    meaning: 'Transport and encoding. `http/json` and `grpc` need a further package.',
    standard: '`http/protobuf`',
    allowed: '`http/protobuf`, `http/json` or `grpc`',
  },
  { suffix: 'HEADERS', meaning: 'Headers of each export, `key=value,key=value`.', standard: 'none' },
  {
    suffix: 'TIMEOUT',
    meaning: 'The longest that an export takes, retries included, milliseconds.',
    standard: '`10000`',
    allowed: MILLISECONDS,
  },
  { suffix: 'COMPRESSION', meaning: 'Compression of each export.', standard: '`none`', allowed: '`gzip` or `none`' },
  { suffix: 'CERTIFICATE', meaning: "File with the receiver's certificate authority.", standard: "Node's own" },
  { suffix: 'CLIENT_KEY', meaning: 'File with the key for mutual TLS.', standard: 'none' },
  { suffix: 'CLIENT_CERTIFICATE', meaning: 'File with the certificate for mutual TLS.', standard: 'none' },
]

const OTLP_GROUP: VariableGroup = {
  title: 'OTLP (each also for one signal: `OTEL_EXPORTER_OTLP_TRACES_…`, `…_METRICS_…`, `…_LOGS_…`, with the full URL as endpoint)',
  variables: [
    ...OTLP.map(({ suffix, ...rest }) => ({ name: `OTEL_EXPORTER_OTLP_${suffix}`, ...rest })),
    {
      name: 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
      meaning: 'Whether counts run on or start anew at each export.',
      standard: '`cumulative`',
      allowed: '`cumulative`, `delta` or `lowmemory`',
    },
  ],
}

const TUNING: VariableGroup = {
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
      meaning: 'Events of a span; raise it for `TOKENSCOPE_TOKEN_EVENTS=every`.',
      standard: '`128`',
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

/** Every variable that `start()` honours, as the README shows them. */
export const ENVIRONMENT_VARIABLES: readonly VariableGroup[] = [OWN, GENERAL, EXPORTERS, OTLP_GROUP, TUNING]
