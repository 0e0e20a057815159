import { setImmediate as settled } from 'node:timers/promises'
import type { FinishedSpan } from '../drawing/finished-span.ts'
import type { SpanCollector } from './span-collector.ts'
import type { Chapter, Stage } from './story/chapter.ts'

/** What became of a chapter. */
export interface Played {
  /** Its spans, a list a trace. */
  readonly traces: readonly (readonly FinishedSpan[])[]
  /** What failed although it does not belong to the story. */
  readonly failure: string | undefined
}

/** Makes the calls of one chapter and collects the traces they left. Never throws. */
export async function playChapter(chapter: Chapter, stage: Stage, collector: SpanCollector): Promise<Played> {
  let failure: string | undefined
  try {
    await chapter.run(stage)
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  // A span ends when its call has settled, which may be one turn after the application heard of it.
  await settled()
  return { traces: [...Map.groupBy(collector.take(), (span) => span.traceId).values()], failure }
}
