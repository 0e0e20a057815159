import type { CommandContext } from '../command.ts'
import { drawTrace } from '../drawing/draw-trace.ts'
import { paint } from '../terminal/paint.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import type { StoryServer } from './choose-server.ts'
import { playChapter } from './play-chapter.ts'
import type { SpanCollector } from './span-collector.ts'
import type { Stage } from './story/chapter.ts'
import { story } from './story/story.ts'

/** What is left when the story has been told. */
export interface Told {
  readonly playedChapters: number
  /** Trace of the first chapter that left one. */
  readonly traceId: string | undefined
}

/** Plays each chapter and prints its traces as soon as they are there; says which ones a real server cannot play. */
export async function tellStory(context: CommandContext, server: StoryServer, stage: Stage, collector: SpanCollector): Promise<Told> {
  const { print, terminal, signal } = context
  const playable = story.filter((chapter) => server.scripted || chapter.scriptedOnly === undefined)
  let playedChapters = 0
  let traceId: string | undefined
  for (const [index, chapter] of playable.entries()) {
    if (signal.aborted) break
    print()
    print(paint(`${index + 1}  ${chapter.title}`, 'strong', terminal.colour))
    for (const line of wrapText(chapter.text, terminal.columns)) print(paint(line, 'dim', terminal.colour))
    server.prepare(chapter)
    const { traces, failure } = await playChapter(chapter, stage, collector)
    for (const spans of traces) {
      print(paint(`trace ${spans[0]?.traceId}`, 'dim', terminal.colour))
      for (const line of drawTrace(spans, terminal)) print(line)
    }
    if (failure === undefined) playedChapters++
    else print(`The server did not play along: ${failure}`)
    traceId ??= traces[0]?.[0]?.traceId
  }
  const skipped = story.filter((chapter) => !playable.includes(chapter))
  if (skipped.length > 0) print()
  for (const { title, scriptedOnly } of skipped) {
    for (const line of wrapText(`Skipped: ${title} (${scriptedOnly}).`, terminal.columns)) print(paint(line, 'dim', terminal.colour))
  }
  return { playedChapters, traceId }
}
