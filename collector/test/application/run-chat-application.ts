import { runScript } from '@tokenscope/testing'
import type { RecordedSpan } from './recorded-span.ts'

export interface ChatApplicationRun {
  /** OTLP/HTTP address of the Collector. */
  readonly collector: string
  /** `baseURL` of the model's server. */
  readonly model: { readonly url: string; readonly name?: string }
  readonly service: string
  readonly calls: number
  /** More fields of each request. */
  readonly request?: Readonly<Record<string, unknown>>
  readonly timeoutMs?: number
}

/**
 * Runs the application in a process of its own, to its end.
 * @returns what its SDK recorded, and the last chunk of each answer or the error's message.
 */
export async function runChatApplication(run: ChatApplicationRun): Promise<{ spans: RecordedSpan[]; answers: unknown[] }> {
  const { code, stdout, stderr } = await runScript(new URL('./chat-application.ts', import.meta.url), {
    args: [`${run.calls}`, run.model.name ?? 'gpt-4o-mini', JSON.stringify(run.request ?? {})],
    env: {
      OPENAI_BASE_URL: run.model.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: run.collector,
      OTEL_SERVICE_NAME: run.service,
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      OTEL_METRIC_EXPORT_TIMEOUT: '1000',
    },
    timeoutMs: run.timeoutMs ?? 60_000,
  })
  if (code !== 0) throw new Error(`the application ended with ${code}:\n${stderr}`)
  return JSON.parse(stdout)
}
