import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, collectorFolder, missingBinaries } from '@tokenscope/stack'
import { createOtlpSender, waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { collectorMetric } from './readers/collector.ts'
import { freePorts } from './stack/free-ports.ts'
import { startCollector } from './stack/start-collector.ts'
import { temporaryFolder } from './stack/temporary-folder.ts'
import { toArguments } from './stack/to-arguments.ts'
import { llmTrace } from './traffic/llm-traces.ts'

const GATEWAY = ['single-node.yaml', 'gateway.yaml', 'sla.yaml']
const SAMPLER = ['single-node.yaml', 'sampler.yaml', 'sla.yaml']
const STORES = ['mimir', 'thanos', 'victoriametrics']
const ACCEPTED = 'otelcol_receiver_accepted_spans_total'
const BUILD_MS = 1_200_000

const missing = await missingBinaries(['otelcol'])

/** What a shipped file says at a path. */
function read(file: string, ...path: string[]): unknown {
  const text = readFileSync(join(collectorFolder(), file), 'utf8')
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], parse(text, { merge: true }))
}

describe('the files of many nodes', () => {
  it.each([['receivers'], ['extensions'], ['processors', 'memory_limiter'], ['service', 'telemetry']])(
    'of an agent, %s is that of a single node',
    (...path) => {
      expect(read('agent.yaml', ...path)).toEqual(read('single-node.yaml', ...path))
    },
  )

  it.each(STORES)('remote write to %s makes labels of the attributes that Prometheus makes labels of', (store) => {
    const file = `remote-write/${store}.yaml`
    const exporter = ['exporters', `prometheus_remote_write/${store}`]
    const otlp = (key: string): unknown => read('prometheus/prometheus.yml', 'otlp', key)
    expect(read(file, ...exporter, 'resource_constant_labels', 'included')).toEqual(otlp('promote_resource_attributes'))
    expect(read(file, ...exporter, 'translation_strategy')).toEqual(otlp('translation_strategy'))
    for (const pipeline of ['metrics', 'metrics/derived']) {
      expect(read(file, 'service', 'pipelines', pipeline, 'exporters')).toEqual([`prometheus_remote_write/${store}`, 'prometheus'])
    }
  })
})

describe.skipIf(missing)(`many nodes with the real Collector${missing ? ` (${missing})` : ''}`, () => {
  it.each([
    ['an agent', ['agent.yaml']],
    ['a gateway', GATEWAY],
    ['a gateway that finds its samplers by DNS', [...GATEWAY, 'samplers-by-dns.yaml']],
    ['a sampler', SAMPLER],
    ...STORES.flatMap((store): [string, string[]][] => [
      [`a single node with ${store}`, ['single-node.yaml', 'sla.yaml', `remote-write/${store}.yaml`]],
      [`a gateway with ${store}`, [...GATEWAY, `remote-write/${store}.yaml`]],
      [`a sampler with ${store}`, [...SAMPLER, `remote-write/${store}.yaml`]],
    ]),
  ])('%s is valid', { timeout: BUILD_MS }, async (_, files) => {
    const { stderr } = await promisify(execFile)(await binaryPath('otelcol'), ['validate', ...toArguments(files)])
    expect(stderr).toBe('')
  })

  it('a reference to nothing is found, so a valid file means something', async () => {
    const broken = ['validate', ...toArguments([...SAMPLER, 'yaml:service::pipelines::traces::exporters: [nowhere]'])]
    await expect(promisify(execFile)(await binaryPath('otelcol'), broken)).rejects.toThrow('references exporter "nowhere"')
  })

  it('spans of a trace that enter by two gateways meet in one of two samplers', async () => {
    await using first = await startCollector(SAMPLER)
    await using second = await startCollector(SAMPLER)
    const samplers = { TOKENSCOPE_SAMPLERS: `${first.otlpGrpc},${second.otlpGrpc}` }
    await using left = await startCollector(GATEWAY, samplers)
    await using right = await startCollector(GATEWAY, samplers)
    // Each trace has two spans: the sender gives one to each gateway.
    const sender = createOtlpSender({
      url: [left.otlpHttp, right.otlpHttp],
      templates: [llmTrace('ok')],
      resource: { 'service.name': 'chat' },
    })
    await sender.send({ ok: 200 })
    sender.close()

    const spans = async (url: string): Promise<number> => await collectorMetric(url, ACCEPTED)
    await waitFor(async () => (await spans(first.metricsUrl)) + (await spans(second.metricsUrl)) === 400, { what: '400 spans' })
    const each = [await spans(first.metricsUrl), await spans(second.metricsUrl)]
    // An odd number would be a trace that was torn apart; 200 traces all on one side have a chance of 1 in 2^199.
    expect(each.map((count) => count % 2)).toEqual([0, 0])
    expect(Math.min(...each)).toBeGreaterThan(0)
    const traces = async (url: string): Promise<number> =>
      await collectorMetric(url, 'otelcol_processor_tail_sampling_new_trace_id_received_total')
    expect((await traces(first.metricsUrl)) + (await traces(second.metricsUrl))).toBe(200)
  }, 120_000)

  it('an agent keeps on its disk what no gateway takes, also when it is killed', async () => {
    await using sampler = await startCollector(SAMPLER)
    const [port] = await freePorts(1)
    await using folder = await temporaryFolder()
    const toGateway = { TOKENSCOPE_GATEWAY: `127.0.0.1:${port}`, TOKENSCOPE_QUEUE_FOLDER: folder.path }
    await using agent = await startCollector(['agent.yaml'], toGateway)
    const sender = createOtlpSender({ url: agent.otlpHttp, templates: [llmTrace('ok')], resource: { 'service.name': 'chat' } })
    expect((await sender.send({ ok: 50 })).spans.accepted).toBe(100)
    sender.close()
    await agent.kill('SIGKILL')

    await using gateway = await startCollector(GATEWAY, {
      TOKENSCOPE_OTLP_GRPC: `127.0.0.1:${port}`,
      TOKENSCOPE_SAMPLERS: sampler.otlpGrpc,
    })
    await using _again = await startCollector(['agent.yaml'], toGateway)
    await waitFor(async () => (await collectorMetric(sampler.metricsUrl, ACCEPTED)) === 100, { what: '100 spans', timeoutMs: 30_000 })
    expect(await collectorMetric(gateway.metricsUrl, ACCEPTED)).toBe(100)
  }, 120_000)
})
