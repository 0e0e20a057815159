import { type Context, context, createContextKey, type SpanContext } from '@opentelemetry/api'
import type { StartOptions } from '@tokenscope/node'

type SpanProcessor = NonNullable<StartOptions['spanProcessors']>[number]

/** Where the span of a call is put down once it has started. */
interface Noted {
  call: SpanContext | undefined
}

const NOTED = createContextKey('the span of the call')

/**
 * Finds out which span the wrapper gave a call, so that what is known later (a thumb, what the user saw) can join it. Give it to `start()`
 * as a span processor, and make the call inside of `noting()`.
 */
export class CallSpans implements SpanProcessor {
  onStart(span: { spanContext(): SpanContext }, parent: Context): void {
    const noted = parent.getValue(NOTED) as Noted | undefined
    if (noted) noted.call ??= span.spanContext()
  }
  onEnd(): void {}
  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** Runs `call`; the first span that starts in it is the call's. Undefined where traces are not recorded. */
export async function noting<Result>(call: () => Promise<Result>): Promise<{ result: Result; span: SpanContext | undefined }> {
  const noted: Noted = { call: undefined }
  const result = await context.with(context.active().setValue(NOTED, noted), call)
  return { result, span: noted.call }
}
