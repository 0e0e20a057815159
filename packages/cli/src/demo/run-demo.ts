import { trace } from '@opentelemetry/api'
import type { Lens } from '@tokenscope/lens'
import { formatSummary, start, type Telemetry } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { runningUrls } from '@tokenscope/stack'
import type { CommandContext } from '../command.ts'
import { explainAnswer } from '../doctor/checks/explain-answer.ts'
import { planExports } from '../doctor/export-plan.ts'
import { probeOtlp } from '../doctor/probes/probe-otlp.ts'
import { drawLegend } from '../drawing/draw-legend.ts'
import { paint } from '../terminal/paint.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import { chooseServer, type StoryServer } from './choose-server.ts'
import { drawWhereNext } from './draw-where-next.ts'
import { findJaeger } from './find-jaeger.ts'
import { keepLive } from './keep-live.ts'
import { showMetrics } from './show-metrics.ts'
import { SpanCollector } from './span-collector.ts'
import type { Stage } from './story/chapter.ts'
import { tellStory } from './tell-story.ts'
import { watch } from './watch.ts'

/** The default, two seconds, is too long for a demo. */
const STALL_THRESHOLD_MS = 300

/** An endpoint that nobody serves is retried for so long, and people wait. */
const SHUTDOWN_TIMEOUT_MS = 1_500

/** `tokenscope demo`: 0 where at least one chapter could be played, else 1. */
export async function runDemo(context: CommandContext): Promise<number> {
  const { print, terminal, env, options } = context
  const server = await chooseServer(env)
  const lens = await lensFor(context)
  const collector = new SpanCollector()
  const telemetry = start({
    serviceName: env.OTEL_SERVICE_NAME || 'tokenscope-demo',
    ...(lens && { endpoint: lens.url }),
    prometheus: { port: Number(env.OTEL_EXPORTER_PROMETHEUS_PORT || 0) },
    spanProcessors: [collector],
    openai: false,
    handleSignals: false,
    shutdownTimeoutMs: SHUTDOWN_TIMEOUT_MS,
  })
  const stopFlushing = lens && keepLive(telemetry)
  try {
    const stage: Stage = {
      model: server.model,
      embeddingModel: server.embeddingModel,
      limit: server.limit,
      client: instrumentOpenAI(server.client, { stallThresholdMs: STALL_THRESHOLD_MS }),
      tracer: trace.getTracer('tokenscope-demo'),
    }
    print(paint('tokenscope demo', 'strong', terminal.colour))
    for (const line of wrapText(`The real openai client and the real pipeline, with ${server.description}.`, terminal.columns)) print(line)
    if (lens) print(`Live on ${lens.url}`)
    print()
    print(drawLegend(terminal))
    const told = await tellStory(context, server, stage, collector)
    await telemetry.ready
    await showMetrics(telemetry.prometheusUrl, context)
    showSummary(telemetry, context)
    await showWhereNext(telemetry, told.traceId, lens?.url, context)
    if (options.watch === true && !context.signal.aborted) await watch(context, server, stage, collector)
    return told.playedChapters > 0 ? 0 : 1
  } finally {
    stopFlushing?.()
    await close(telemetry, server)
    await lens?.shutdown()
  }
}

/** The page that shows the calls live; none where they are to go elsewhere, or where nobody stays to look. */
async function lensFor({ options, env }: CommandContext): Promise<Lens | undefined> {
  if (options.watch !== true || planExports(env, 'tokenscope').signals.traces.otlp) return undefined
  const { startDemoLens } = await import('./demo-lens.ts')
  return startDemoLens()
}

function showSummary(telemetry: Telemetry, { print, terminal }: CommandContext): void {
  print()
  print(paint('summary(), computed in the process', 'strong', terminal.colour))
  print(formatSummary(telemetry.summary()).trimEnd())
}

async function showWhereNext(
  telemetry: Telemetry,
  traceId: string | undefined,
  lensUrl: string | undefined,
  context: CommandContext,
): Promise<void> {
  const target = planExports(context.env, 'tokenscope').signals.traces.otlp
  const { print, terminal, options } = context
  print()
  print(paint('Where to look next', 'strong', terminal.colour))
  const otlp = target && { target, answer: await probeOtlp(target) }
  // Where nobody takes them there is no use in waiting.
  if (otlp && explainAnswer(target, otlp.answer).level === 'ok') await telemetry.forceFlush()
  const stack = target && (await runningUrls().catch(() => undefined))
  const jaegerUrl = target && traceId !== undefined ? findJaeger(target.url, stack, traceId) : undefined
  const facts = { metricsUrl: telemetry.prometheusUrl, stays: options.watch === true, otlp, lensUrl, jaegerUrl }
  for (const line of drawWhereNext(facts, terminal.columns)) print(line)
}

async function close(telemetry: Telemetry, server: StoryServer): Promise<void> {
  await telemetry.shutdown()
  await server.close()
}
