import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import type { MetricFamily, Sample } from './metrics-page.ts'

const SCOPE = /^otel_scope_/

/**
 * The families as the page has them, but short enough to read: without histogram buckets, without the labels of the
 * instrumentation scope, and with the labels that all samples share said once, at the top.
 */
export function drawMetrics(families: readonly MetricFamily[], terminal: Terminal): string[] {
  const shown = families.map((family) => ({ ...family, samples: family.samples.filter(({ name }) => !name.endsWith('_bucket')) }))
  const shared = sharedLabels(shown.flatMap((family) => family.samples))
  const lines: string[] = []
  if (shared.length > 0) {
    const text = `All carry ${shared.map(([name, value]) => `${name}="${value}"`).join(' ')}`
    lines.push(...wrapText(text, terminal.columns).map((line) => paint(line, 'dim', terminal.colour)))
  }
  for (const { name, type, samples } of shown) {
    lines.push(paint(`# TYPE ${name} ${type}`, 'dim', terminal.colour))
    lines.push(...samples.flatMap((sample) => drawSample(sample, new Set(shared.map(([label]) => label)), terminal)))
  }
  return lines
}

function drawSample({ name, labels, value }: Sample, hidden: ReadonlySet<string>, { columns, colour }: Terminal): string[] {
  const kept = labels.filter(([label]) => !SCOPE.test(label) && !hidden.has(label))
  const inner = kept.map(([label, text]) => `${label}="${text}"`)
  const whole = `${name}${inner.length > 0 ? `{${inner.join(',')}}` : ''} ${value}`
  const painted = (line: string): string => (line.endsWith(value) ? line.slice(0, -value.length) + paint(value, 'strong', colour) : line)
  if (whole.length <= columns) return [painted(whole)]
  // Where a line is too long it goes on after a comma, indented.
  const lines = [`${name}{`]
  for (const [index, label] of inner.entries()) {
    const piece = index === inner.length - 1 ? `${label}} ${value}` : `${label},`
    const last = lines.at(-1)!
    if (last.length + piece.length <= columns) lines[lines.length - 1] = last + piece
    else lines.push(`  ${piece}`)
  }
  return lines.map((line, index) => (index === lines.length - 1 ? painted(line) : line))
}

/** Labels that every sample has with the same value. */
function sharedLabels(samples: readonly Sample[]): Sample['labels'] {
  const [first, ...others] = samples
  if (!first) return []
  return first.labels.filter(
    ([name, value]) => !SCOPE.test(name) && others.every(({ labels }) => labels.some(([n, v]) => n === name && v === value)),
  )
}
