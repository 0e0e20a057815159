import { missingBinaries } from '@tokenscope/stack'
import { createOtlpSender, waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { startCollector } from './stack/start-collector.ts'
import { startPrometheus } from './stack/start-prometheus.ts'
import { llmTrace } from './traffic/llm-traces.ts'

const missing = await missingBinaries(['otelcol', 'prometheus'])
type Labels = Record<string, string>

/** Labels of the series of span metrics, sorted; bucket by bucket. */
async function seriesOf(url: string): Promise<Labels[]> {
  const query = new URLSearchParams({
    'match[]': '{__name__=~"traces_span_metrics_(calls_total|duration_milliseconds_(bucket|sum|count))"}',
  })
  const { data } = (await (await fetch(`${url}/api/v1/series?${query}`)).json()) as { data: Labels[] }
  return data.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

describe.skipIf(missing)(`remote write with the real programs${missing ? ` (${missing})` : ''}`, () => {
  it.each(['mimir', 'thanos', 'victoriametrics'])(
    '%s gets the series that Prometheus gets by OTLP, label by label',
    async (store) => {
      await using byOtlp = await startPrometheus(['--web.enable-otlp-receiver'])
      // Prometheus takes remote write as the three stores do; it stands in for them here.
      await using byRemoteWrite = await startPrometheus(['--web.enable-remote-write-receiver'])
      await using collector = await startCollector(
        [
          'single-node.yaml',
          'sla.yaml',
          `remote-write/${store}.yaml`,
          `yaml:service::pipelines::metrics/derived::exporters: [otlp_http/prometheus, prometheus_remote_write/${store}]`,
          'yaml:connectors::span_metrics::metrics_flush_interval: 1s',
        ],
        { TOKENSCOPE_PROMETHEUS_URL: byOtlp.url, TOKENSCOPE_REMOTE_WRITE_URL: `${byRemoteWrite.url}/api/v1/write` },
      )
      const resource = { 'service.name': 'chat', 'service.version': '1.2.0', 'deployment.environment.name': 'prod', 'process.pid': 7 }
      const sender = createOtlpSender({ url: collector.otlpHttp, templates: [llmTrace('ok')], resource })
      await sender.send({ ok: 10 })
      sender.close()

      const expected = await waitFor(async () => await nonEmpty(byOtlp.url), { what: 'series by OTLP' })
      const written = await waitFor(async () => await nonEmpty(byRemoteWrite.url), { what: 'series by remote write' })
      expect(written).toEqual(expected)
      expect(expected).toContainEqual(expect.objectContaining({ service_name: 'chat', le: '3000' }))
    },
    120_000,
  )
})

async function nonEmpty(url: string): Promise<Labels[] | undefined> {
  const series = await seriesOf(url)
  return series.length > 0 ? series : undefined
}
