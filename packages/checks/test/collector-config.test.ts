import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LEGACY_ATTRIBUTES } from '@tokenscope/semconv'
import { describe, expect, it } from 'vitest'
import { readCollectorConfig } from '../src/collector-config/collector-config.ts'
import { findUnknownSeries } from '../src/collector-config/find-unknown-series.ts'
import { formatFinding } from '../src/collector-config/finding.ts'
import { componentsOfBuilder } from '../src/collector-config/known-components.ts'
import { lintCollector } from '../src/collector-config/lint-collector.ts'
import { promqlNames } from '../src/collector-config/promql-names.ts'
import { shippedConfigs, shippedRules, unlintedConfigs } from '../src/collector-config/shipped-configs.ts'
import { ROOT } from '../src/workspace.ts'

const known = componentsOfBuilder(readFileSync(join(ROOT, 'collector/binaries/otelcol/builder.yaml'), 'utf8'))

/** A configuration without a fault. */
const GOOD = `
receivers: {otlp: {protocols: {http: {endpoint: '\${env:X:-127.0.0.1:4318}'}}}}
processors: {memory_limiter: {limit_mib: 100}, redaction: {}}
exporters: {otlp_grpc: {endpoint: 'far.example.com:4317', retry_on_failure: {max_elapsed_time: 0}, sending_queue: {storage: file_storage}}}
extensions: {file_storage: {directory: ./q}}
service: {extensions: [file_storage], pipelines: {traces: {receivers: [otlp], processors: [memory_limiter, redaction], exporters: [otlp_grpc]}}}
`

function lint(...overlays: string[]): string[] {
  const files = Object.fromEntries([GOOD, ...overlays].map((text, index) => [index === 0 ? 'good.yaml' : 'bad.yaml', text]))
  return lintCollector([{ config: readCollectorConfig(files), known }]).map(formatFinding)
}

describe('the shipped configurations', () => {
  it('of the Collector and of Jaeger have no fault', () => {
    expect(lintCollector(shippedConfigs()).map(formatFinding)).toEqual([])
  })

  it('are all looked at', () => {
    expect(shippedConfigs().length).toBeGreaterThan(10)
    expect(unlintedConfigs()).toEqual([])
  })

  it('of Prometheus read only series that somebody gives', () => {
    expect(Object.keys(shippedRules()).length).toBeGreaterThan(2)
    expect(findUnknownSeries(shippedRules()).map(formatFinding)).toEqual([])
  })

  it('bring every older name of the table to the one of today', () => {
    const text = readFileSync(join(ROOT, 'collector/single-node.yaml'), 'utf8')
    const statement = (old: string, today: string): boolean =>
      text.split('\n').some((line) => line.includes(`set(span.attributes["${today}"]`) && line.includes(`span.attributes["${old}"]`))
    expect(Object.entries(LEGACY_ATTRIBUTES).filter(([old, today]) => !statement(old, today))).toEqual([])
  })
})

describe('the linter of configurations', () => {
  it('finds nothing in a good one', () => {
    expect(lint()).toEqual([])
  })

  it('knows what builder.yaml builds', () => {
    expect([...known.exporters].sort()).toEqual([
      'debug',
      'load_balancing',
      'otlp_grpc',
      'otlp_http',
      'prometheus',
      'prometheus_remote_write',
    ])
    expect([...known.extensions].sort()).toEqual(['file_storage', 'health_check', 'pprof', 'zpages'])
  })

  const bad: readonly [fault: string, overlay: string, finding: string][] = [
    [
      'a component that the Collector does not have',
      'extensions: {basicauth: {}}\nservice: {extensions: [file_storage, basicauth]}',
      'good.yaml + bad.yaml: extensions.basicauth: the Collector has no extension basicauth. Use one of file_storage, health_check, pprof, zpages, or add its module to builder.yaml.',
    ],
    [
      'an old name',
      'exporters: {otlphttp: {sending_queue: {}, retry_on_failure: {}}}\nservice: {pipelines: {traces: {exporters: [otlphttp, otlp_grpc]}}}',
      'good.yaml + bad.yaml: exporters.otlphttp: otlphttp is an old name. Write otlp_http.',
    ],
    [
      'a component that is gone',
      'exporters: {logging: {}}\nservice: {pipelines: {traces: {exporters: [logging, otlp_grpc]}}}',
      'good.yaml + bad.yaml: exporters.logging: logging is an old name. It is gone; write debug.',
    ],
    [
      'the processor that says yes too early',
      'processors: {batch: {}}\nservice: {pipelines: {traces: {processors: [memory_limiter, redaction, batch]}}}',
      'good.yaml + bad.yaml: processors.batch: batch is an old name. Use sending_queue.batch of the exporter: this processor says yes before the data is safe.',
    ],
    [
      'a processor that nobody defines',
      'service: {pipelines: {traces: {processors: [memory_limiter, redaction, transform/sla]}}}',
      'good.yaml + bad.yaml: service.pipelines.traces.processors: transform/sla is not defined. Define it under processors, or take it out.',
    ],
    [
      'an extension that nobody defines',
      'service: {extensions: [file_storage, health_check]}',
      'good.yaml + bad.yaml: service.extensions: health_check is not defined. Define it under extensions, or take it out.',
    ],
    [
      'a storage that nobody defines',
      'exporters: {otlp_grpc: {sending_queue: {storage: file_storage/traces}}}',
      'good.yaml + bad.yaml: exporters.otlp_grpc.sending_queue.storage: the storage file_storage/traces is not defined. Define it under extensions and name it in service.extensions.',
    ],
    [
      'what is defined and not used',
      'processors: {filter/noise: {}}',
      'good.yaml + bad.yaml: processors.filter/noise: it is defined and nobody uses it. Name it in a pipeline, or take it out.',
    ],
    [
      'an exporter whose queue is switched off',
      'exporters: {otlp_grpc: {sending_queue: {enabled: false}}}',
      'good.yaml + bad.yaml: exporters.otlp_grpc.sending_queue: the exporter has no queue. Add sending_queue with storage: file_storage.',
    ],
    [
      'an exporter that gives up after the default five minutes',
      'exporters: {otlp_http: {sending_queue: {storage: file_storage}}}\nservice: {pipelines: {traces: {exporters: [otlp_http, otlp_grpc]}}}',
      'good.yaml + bad.yaml: exporters.otlp_http.retry_on_failure: the exporter does not try again for as long as it takes. Add retry_on_failure: {max_elapsed_time: 0} to try for ever.',
    ],
    [
      'a receiver that anybody can reach',
      "receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}",
      'good.yaml + bad.yaml: receivers.otlp.protocols.grpc.endpoint: 0.0.0.0:4317 can be reached from other machines. Listen on 127.0.0.1, or on ${env:NAME:-127.0.0.1:PORT} so that opening it is a decision.',
    ],
    [
      'a variable whose default anybody can reach',
      "extensions: {health_check: {endpoint: '${env:H:-0.0.0.0:13133}'}}\nservice: {extensions: [file_storage, health_check]}",
      'good.yaml + bad.yaml: extensions.health_check.endpoint: ${env:H:-0.0.0.0:13133} can be reached from other machines. Listen on 127.0.0.1, or on ${env:NAME:-127.0.0.1:PORT} so that opening it is a decision.',
    ],
    [
      'own metrics that anybody can read',
      'service: {telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 8888}}}}]}}}',
      'good.yaml + bad.yaml: service.telemetry.metrics.readers.0.pull.exporter.prometheus.host: 0.0.0.0 can be reached from other machines. Listen on 127.0.0.1, or on ${env:NAME:-127.0.0.1:PORT} so that opening it is a decision.',
    ],
    [
      'a memory limiter that comes too late',
      'service: {pipelines: {traces: {processors: [redaction, memory_limiter]}}}',
      'good.yaml + bad.yaml: service.pipelines.traces.processors: memory_limiter is not the first processor. Put it first: what comes before it works, and takes memory, for data that is refused afterwards.',
    ],
    [
      'a name in a statement that semconv does not know',
      'processors: {redaction: {x: \'set(span.attributes["tokenscope.sla.verdikt"], "met")\'}}',
      'good.yaml + bad.yaml: processors.redaction.x: semconv does not know tokenscope.sla.verdikt, so nothing sends it. Correct the name, or add it to packages/semconv.',
    ],
    [
      'a name in a list that semconv does not know',
      'processors: {redaction: {ignored_keys: [gen_ai.request.model, gen_ai.reqest.model]}}',
      'good.yaml + bad.yaml: processors.redaction.ignored_keys.1: semconv does not know gen_ai.reqest.model, so nothing sends it. Correct the name, or add it to packages/semconv.',
    ],
  ]
  it.each(bad)('finds %s', (_, overlay, finding) => {
    expect(lint(overlay)).toEqual([finding])
  })
})

describe('the linter of rules', () => {
  it('finds a series that nobody gives', () => {
    const rules = {
      'a.yml': `groups: [{name: g, rules: [
        {record: 'a:b', expr: 'sum(rate(gen_ai_client_operation_duration_seconds_count[5m]))'},
        {alert: Good, expr: 'a:b > 1 and up{job="x"} == 1'},
        {alert: Bad, expr: 'rate(gen_ai_client_operation_duration_count_total[5m]) > 0'}]}]`,
    }
    expect(findUnknownSeries(rules).map(formatFinding)).toEqual([
      'a.yml: g.Bad: nothing gives the series gen_ai_client_operation_duration_count_total. Correct the name; packages/docs/telemetry.md has ours, with the suffixes of Prometheus.',
    ])
  })

  it('reads names out of expressions, and nothing else', () => {
    const expr =
      'sum by (a, b) (rate({__name__=~"x_(y|z)_total", c="d"}[5m] offset 1h)) / on (a) group_left (e) max(f{g="h"}) unless i > bool 0.5'
    expect(promqlNames(expr).sort()).toEqual(['f', 'i', 'x_y_total', 'x_z_total'])
  })
})
