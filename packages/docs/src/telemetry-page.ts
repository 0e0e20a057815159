import {
  CHUNK_KINDS,
  GPU_ATTRIBUTION_METHODS,
  GPU_CLOCK_DOMAINS,
  GPU_THROTTLE_REASONS,
  HW_GPU_TASKS,
  HW_STATES,
  METRIC_GROUPS,
  type MetricDefinition,
  OPERATIONS,
  OUTCOMES,
  PROFILES,
  toPrometheusName,
} from '@tokenscope/semconv'
import type { NamedConstant } from './named-constants.ts'

/** The constants that the page lists, by the file that exports them. */
export interface TelemetryNames {
  readonly genAi: readonly NamedConstant[]
  readonly own: readonly NamedConstant[]
  readonly gpu: readonly NamedConstant[]
  readonly hardware: readonly NamedConstant[]
}

const VALUE_LISTS: Readonly<Record<string, readonly string[]>> = {
  OPERATIONS: Object.values(OPERATIONS),
  OUTCOMES,
  CHUNK_KINDS,
  HW_STATES,
  HW_GPU_TASKS,
  GPU_CLOCK_DOMAINS,
  GPU_THROTTLE_REASONS,
  GPU_ATTRIBUTION_METHODS,
}

/** The page that names all telemetry, as Markdown. */
export function telemetryPage(names: TelemetryNames): string {
  return [
    '<!-- Generated from packages/semconv/src by `pnpm run docs`. Do not edit. -->',
    '# Telemetry',
    'Every name that Tokenscope sends: metrics, span attributes and events, with units and meaning. Times are seconds.',
    '## Profiles',
    profilesSection(),
    '## Metrics',
    'Prometheus shows two sets of names. **Scraped** is the page of the Prometheus endpoint, which leaves units out. **OTLP** is what ' +
      "Prometheus's OTLP receiver makes of the same metric, units written out. A histogram has `_bucket`, `_sum` and `_count` behind " +
      'the name.',
    ...METRIC_GROUPS.flatMap(({ title, metrics }) => [`### ${title}`, metricTable(metrics)]),
    '## Attributes',
    '### Of the GenAI and core conventions',
    nameTable(names.genAi.filter(isAttribute)),
    '### Of Tokenscope',
    nameTable(names.own.filter(isAttribute)),
    '### Of GPUs, by the hardware conventions',
    nameTable(names.hardware.filter(isAttribute)),
    '### Of GPUs, by Tokenscope',
    nameTable(names.gpu.filter(isAttribute)),
    '## Events',
    'Span events of the token time line, and log records.',
    nameTable([...names.own, ...names.genAi].filter((constant) => constant.constant.startsWith('EVENT_'))),
    '## Values',
    ...Object.entries(VALUE_LISTS).map(([list, values]) => `- **${list}**: ${values.map((value) => `\`${value}\``).join(', ')}`),
  ]
    .reduce((page, part) => page + (page.endsWith('\n') || part.startsWith('- ') ? '\n' : '\n\n') + part, '')
    .trimStart()
    .concat('\n')
}

function profilesSection(): string {
  const { 'v1.41': old, latest } = PROFILES
  const rows = [
    ['Duration of chat and completions', old.inferenceDuration.name, latest.inferenceDuration.name],
    ['Duration of everything else', old.operationDuration.name, latest.operationDuration.name],
    ['Time to first chunk', old.timeToFirstChunk.name, latest.timeToFirstChunk.name],
    ['Time per output chunk', old.timePerOutputChunk.name, latest.timePerOutputChunk.name],
    ['Tokens', ...[old, latest].map(({ tokens }) => (tokens.shape === 'by-type' ? tokens.usage.name : tokens.output.name))],
    ['Tokens written to a cache (attribute)', old.attributes.cacheWriteInputTokens, latest.attributes.cacheWriteInputTokens],
  ].map(([what, ...cells]) => `| ${what} | ${cells.map((name) => `\`${name}\``).join(' | ')} |`)
  return ['| | `v1.41` (default) | `latest` |', '|---|---|---|', ...rows].join('\n')
}

function metricTable(metrics: readonly MetricDefinition[]): string {
  const rows = metrics.map((metric) => {
    const { name, instrument, unit, description, attributes } = metric
    const cells = [
      `\`${name}\``,
      instrument,
      unit === '' ? '' : `\`${unit}\``,
      `${description.replace(/\.?$/, '.')} ${listOf(attributes)}`.trim(),
      `\`${toPrometheusName(metric, 'scrape')}\``,
      `\`${toPrometheusName(metric, 'otlp')}\``,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return ['| Metric | Instrument | Unit | Meaning | Scraped | OTLP |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

function listOf(attributes: readonly string[]): string {
  return attributes.length === 0 ? '' : `By ${attributes.map((attribute) => `\`${attribute}\``).join(', ')}.`
}

function nameTable(constants: readonly NamedConstant[]): string {
  return ['| Name | Meaning |', '|---|---|', ...constants.map(({ name, meaning }) => `| \`${name}\` | ${meaning} |`)].join('\n')
}

function isAttribute({ constant }: NamedConstant): boolean {
  return constant.startsWith('ATTR_')
}
