import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type RunningStack, startStack } from '@tokenscope/stack'
import {
  type AlertSink,
  type FakeOpenAI,
  type RunningScript,
  type Script,
  startAlertSink,
  startFakeOpenAI,
  startScript,
} from '@tokenscope/testing'
import { type GeneratedFile, generate, parseTargets } from '../../src/index.ts'

/** The whole way from an application to a webhook: all real, all on free ports, in a folder that goes with it. */
export interface LiveSla {
  readonly model: FakeOpenAI
  readonly sink: AlertSink
  readonly stack: RunningStack
  readonly files: readonly GeneratedFile[]
  shutdown(): Promise<void>
}

export interface LiveSlaOptions {
  /** `SINK` stands for the address of the webhook. */
  readonly sla: string
  readonly speed: number
  /** What calls the model, in this folder. It prints `calling` once it does. */
  readonly application: string
  readonly args?: readonly string[]
  /** What every answer of the model is like. */
  readonly answer?: Script
}

/** Generates what watches the targets, starts the stack with it, and an application that calls a model all the time. */
export async function startLiveSla({ sla, speed, application: file, args = [], answer }: LiveSlaOptions): Promise<LiveSla> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-live-sla-'))
  const undo: (() => Promise<unknown>)[] = [async () => await rm(folder, { recursive: true, force: true })]
  const shutdown = async (): Promise<void> => {
    for (const each of undo.splice(0).reverse()) await each()
  }
  try {
    const model = await startFakeOpenAI({ script: answer ?? { tokens: 5, gapMs: 2 } })
    undo.push(() => model.close())
    const sink = await startAlertSink()
    undo.push(() => sink.close())
    const files = generate(parseTargets(sla.replaceAll('SINK', sink.url)), { speed })
    await writeFiles(join(folder, 'generated'), files)
    const stack = await startStack({
      ports: 'any',
      dataFolder: join(folder, 'stack'),
      rulesFolder: join(folder, 'generated', 'rules'),
      alertmanagerFile: join(folder, 'generated', 'alertmanager', 'alertmanager.yml'),
      env: { TOKENSCOPE_DECISION_WAIT: '2s' },
    })
    undo.push(() => stack.shutdown())
    const application = startApplication(stack, model, file, args)
    undo.push(async () => {
      application.kill()
      await application.exited
    })
    await application.waitForOutput('calling')
    return { model, sink, stack, files, shutdown }
  } catch (error) {
    await shutdown()
    throw error
  }
}

function startApplication(stack: RunningStack, model: FakeOpenAI, file: string, args: readonly string[]): RunningScript {
  return startScript(new URL(file, import.meta.url), {
    args,
    env: {
      OPENAI_BASE_URL: model.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: stack.urls.otlpHttp,
      OTEL_SERVICE_NAME: 'shop',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=production',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      OTEL_METRIC_EXPORT_TIMEOUT: '1000',
    },
  })
}

export async function writeFiles(folder: string, files: readonly GeneratedFile[]): Promise<void> {
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}
