import { MILLISECONDS } from './allowed.ts'
import type { EnvironmentVariable, VariableGroup } from './variable.ts'

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

export const OTLP_VARIABLES: VariableGroup = {
  title: 'OTLP',
  note: 'Each also for one signal: `OTEL_EXPORTER_OTLP_TRACES_…`, `…_METRICS_…`, `…_LOGS_…`. The endpoint of one signal is its full URL, path included.',
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
