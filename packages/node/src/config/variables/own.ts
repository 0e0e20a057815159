import { BOOLEAN, MILLISECONDS } from './allowed.ts'
import type { VariableGroup } from './variable.ts'

export const OWN_VARIABLES: VariableGroup = {
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
    {
      name: 'TOKENSCOPE_GPU_SERVERS',
      meaning: 'Servers that run on the GPUs of this host: what calls to them cost in joules is measured.',
      standard: 'none',
      allowed: 'a list of `host:port`, URLs, `in_process`',
    },
    { name: 'TOKENSCOPE_HOST_METRICS', meaning: 'CPU, system memory and process metrics.', standard: '`true`', allowed: BOOLEAN },
    {
      name: 'TOKENSCOPE_RUNTIME_METRICS',
      meaning: 'Event loop, heap and garbage collection of Node.',
      standard: '`true`',
      allowed: BOOLEAN,
    },
    {
      name: 'TOKENSCOPE_HISTOGRAM_BUCKETS',
      meaning: 'File with bucket boundaries of call metrics, as `tokenscope sla generate` writes `histogram-buckets.json`.',
      standard: 'the built-in ones',
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
