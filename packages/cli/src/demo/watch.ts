import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandContext } from '../command.ts'
import { callFigures } from '../drawing/call-figures.ts'
import { formatDuration } from '../terminal/format-duration.ts'
import { glyphsFor } from '../terminal/glyphs.ts'
import { paint } from '../terminal/paint.ts'
import { untilQuit } from '../terminal/until-quit.ts'
import type { StoryServer } from './choose-server.ts'
import { playChapter } from './play-chapter.ts'
import type { SpanCollector } from './span-collector.ts'
import type { Stage } from './story/chapter.ts'
import { story } from './story/story.ts'

const PAUSE_MS = 400

/** Plays the chapters over and over, a line a call, until Ctrl-C or q. */
export async function watch(context: CommandContext, server: StoryServer, stage: Stage, collector: SpanCollector): Promise<void> {
  const { print, terminal } = context
  const quit = untilQuit(context.stdin, context.signal)
  try {
    const playable = story.filter((chapter) => server.scripted || chapter.scriptedOnly === undefined)
    print()
    print(paint('Watching: calls go on until Ctrl-C or q.', 'strong', terminal.colour))
    for (let round = 0; !quit.signal.aborted; round++) {
      const chapter = playable[round % playable.length]!
      server.prepare(chapter)
      const { traces } = await playChapter(chapter, stage, collector)
      for (const span of traces.flat()) {
        const figures = callFigures(span).map(({ text, tone }) => paint(text, tone, terminal.colour))
        const duration = formatDuration(span.endMs - span.startMs)
        print([span.name, duration, ...figures].join(glyphsFor(terminal.unicode).separator))
      }
      await sleep(PAUSE_MS, undefined, { signal: quit.signal }).catch(() => undefined)
    }
  } finally {
    quit.release()
  }
}
