import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { collectorFolder, startStack } from '@tokenscope/stack'
import { type FakeOpenAI, fakeNvidiaSmi, type RunningScript, startAlertSink, startFakeOpenAI, startScript } from '@tokenscope/testing'
import { generate } from '../../src/generate.ts'
import { SEVERITIES } from '../../src/targets/notify-targets.ts'
import type { SlaTargets } from '../../src/targets/sla-targets.ts'

/**
 * The real stack with the generated rules, and two applications under load: `shop`, in which all kinds of things go wrong, and `desk`, in
 * which nothing fails, with the latest conventions.
 */
export interface LiveStack {
  readonly prometheus: string
  readonly jaeger: string
  shutdown(): Promise<void>
}

export async function startLiveStack(targets: SlaTargets, speed: number): Promise<LiveStack> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-boards-'))
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const shutdown = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const model = await startFakeOpenAI({ script: { tokens: 8, gapMs: 5, firstChunkDelayMs: 20, rateLimit: true } })
    undo.push(() => model.close())
    script(model)
    const gpu = await fakeNvidiaSmi({
      gpus: [{ fields: { 'utilization.gpu': [70, 90], 'memory.used': 62_000 } }, {}],
      processes: [{ gpu: 0, pid: 4242, name: '/opt/venv/bin/vllm', memory: 61_000 }],
    })
    undo.push(() => gpu.close())
    const sink = await startAlertSink()
    undo.push(() => sink.close())
    const stack = await startStack({
      dataFolder: join(folder, 'data'),
      ports: 'any',
      ...(await writeFiles(
        folder,
        { ...targets, notify: { receivers: [{ kind: 'webhook', name: 'sink', severities: SEVERITIES, url: sink.url }] } },
        speed,
      )),
    })
    undo.push(() => stack.shutdown())
    const run = (service: string, name: string, kinds: string, env: Record<string, string>): RunningScript =>
      startScript(new URL('./application/chat-load.ts', import.meta.url), {
        args: [gpu.command, name, kinds],
        env: {
          OPENAI_BASE_URL: model.url,
          OTEL_EXPORTER_OTLP_ENDPOINT: stack.urls.otlpHttp,
          OTEL_SERVICE_NAME: service,
          OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
          OTEL_METRIC_EXPORT_INTERVAL: '1000',
          OTEL_METRIC_EXPORT_TIMEOUT: '1000',
          OTEL_BSP_SCHEDULE_DELAY: '500',
          ...env,
        },
      })
    const applications = [
      run('shop', 'qwen3-4b-instruct-2507', 'all', {}),
      run('desk', 'gpt-4o', 'good', { OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental' }),
    ]
    for (const application of applications) undo.push(async () => await application[Symbol.asyncDispose]())
    await Promise.all(applications.map((application) => application.waitForOutput('running')))
    return { prometheus: stack.urls.prometheus, jaeger: stack.urls.jaeger, shutdown }
  } catch (error) {
    await shutdown()
    throw error
  }
}

/** What the server does with each prompt of the application. */
function script(model: FakeOpenAI): void {
  const asks = (prompt: string) => (request: FakeOpenAI['requests'][number]) => JSON.stringify(request.body).includes(`"${prompt}"`)
  model.respond(asks('stall'), { tokens: 6, stalls: [{ at: 3, ms: 150 }] })
  model.respond(asks('fail'), { status: 500, headers: { 'x-should-retry': 'false' } })
  model.respond(asks('retry'), {
    tokens: 5,
    usageCounts: { promptTokens: 40, completionTokens: 20, cachedTokens: 30, reasoningTokens: 10 },
  })
  model.respond((request) => asks('retry')(request) && request.headers['x-stainless-retry-count'] === '0', {
    status: 503,
    headers: { 'retry-after-ms': '10' },
  })
  model.respond(asks('slow'), { tokens: 10, firstChunkDelayMs: 1_500 })
  model.respond(asks('cut'), { tokens: 10, truncateAt: 4 })
  model.respond(asks('cancel'), { tokens: 10 })
}

/** The generated rules and routes, shortened, and the shipped files with a scrape each second. */
async function writeFiles(
  folder: string,
  targets: SlaTargets,
  speed: number,
): Promise<{
  readonly rulesFolder: string
  readonly prometheusFile: string
  readonly alertmanagerFile: string
  readonly env: Record<string, string>
}> {
  const rulesFolder = join(folder, 'rules')
  for (const { path, content } of generate(targets, { speed })) {
    if (!/^(?:rules|alertmanager)\//.test(path)) continue
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const prometheusFile = join(folder, 'prometheus.yml')
  const shipped = await readFile(join(collectorFolder(), 'prometheus/prometheus.yml'), 'utf8')
  await writeFile(prometheusFile, shipped.replaceAll('_interval: 15s', '_interval: 1s'))
  const alertmanagerFile = join(folder, 'alertmanager/alertmanager.yml')
  return { rulesFolder, prometheusFile, alertmanagerFile, env: { TOKENSCOPE_DECISION_WAIT: '2s' } }
}
