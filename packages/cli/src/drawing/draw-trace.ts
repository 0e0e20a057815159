import { ATTR_GEN_AI_OPERATION_NAME, OPERATIONS } from '@tokenscope/semconv'
import { formatDuration } from '../terminal/format-duration.ts'
import { glyphsFor } from '../terminal/glyphs.ts'
import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { callFigures, type Figure } from './call-figures.ts'
import { drawTimeLine } from './draw-time-line.ts'
import type { FinishedSpan } from './finished-span.ts'
import { toTokenStream } from './to-token-stream.ts'

/**
 * One trace as a tree: a line a span with its duration, and under each model call its key numbers and its token time line.
 * A span whose parent is not among `spans` is a root. No line is wider than the terminal.
 */
export function drawTrace(spans: readonly FinishedSpan[], terminal: Terminal): string[] {
  const known = new Set(spans.map((span) => span.spanId))
  const inOrder = spans.toSorted((a, b) => a.startMs - b.startMs)
  const roots = inOrder.filter((span) => span.parentSpanId === undefined || !known.has(span.parentSpanId))
  return roots.flatMap((root) => drawSpan(root, inOrder, '', '', terminal))
}

function drawSpan(span: FinishedSpan, spans: readonly FinishedSpan[], lead: string, indent: string, terminal: Terminal): string[] {
  const { branch, lastBranch, trunk, separator } = glyphsFor(terminal.unicode)
  const children = spans.filter((child) => child.parentSpanId === span.spanId)
  const bodyIndent = indent + (children.length > 0 ? trunk : ' '.repeat(trunk.length))
  const body = [...wrapFigures(callFigures(span), separator, terminal.columns - bodyIndent.length, terminal.colour)]
  if (isModelCall(span)) body.push(...drawTimeLine(toTokenStream(span), terminal.columns - bodyIndent.length, terminal))
  const lines = [titleLine(span, lead, terminal), ...body.map((line) => paint(bodyIndent, 'dim', terminal.colour) + line)]
  for (const [index, child] of children.entries()) {
    const isLast = index === children.length - 1
    if (isModelCall(child)) lines.push(paint((indent + trunk).trimEnd(), 'dim', terminal.colour))
    lines.push(
      ...drawSpan(child, spans, indent + (isLast ? lastBranch : branch), indent + (isLast ? ' '.repeat(trunk.length) : trunk), terminal),
    )
  }
  return lines
}

function titleLine(span: FinishedSpan, lead: string, terminal: Terminal): string {
  const duration = formatDuration(span.endMs - span.startMs)
  const room = Math.max(1, terminal.columns - lead.length - duration.length - 1)
  const name = span.name.length > room ? `${span.name.slice(0, Math.max(0, room - 3))}...`.slice(0, room) : span.name
  return paint(lead, 'dim', terminal.colour) + paint(name, 'strong', terminal.colour) + ' '.repeat(room - name.length + 1) + duration
}

function isModelCall(span: FinishedSpan): boolean {
  const operation = span.attributes[ATTR_GEN_AI_OPERATION_NAME]
  return operation !== undefined && operation !== OPERATIONS.executeTool
}

function wrapFigures(figures: readonly Figure[], separator: string, width: number, colour: boolean): string[] {
  const lines: { length: number; text: string }[] = []
  for (const { text, tone } of figures) {
    const last = lines.at(-1)
    if (last && last.length + separator.length + text.length <= width) {
      last.length += separator.length + text.length
      last.text += separator + paint(text, tone, colour)
    } else {
      lines.push({ length: text.length, text: paint(text, tone, colour) })
    }
  }
  return lines.map((line) => line.text)
}
