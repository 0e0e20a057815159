import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { MetricFamily, Sample } from './metrics-page.ts'

const SCOPE = /^otel_scope_/

/**
 * The families as the page has them, but short enough to read: without histogram buckets, without the labels of the
 * instrumentation scope, and without labels that tell no two samples of a family apart. No line is wider than the terminal
 * as long as its parts fit.
 */
export function drawMetrics(families: readonly MetricFamily[], terminal: Terminal): string[] {
  return families.flatMap(({ name, type, samples }) => {
    const shown = samples.filter((sample) => !sample.name.endsWith('_bucket'))
    const telling = tellingLabels(shown)
    return [paint(`# TYPE ${name} ${type}`, 'dim', terminal.colour), ...shown.flatMap((sample) => drawSample(sample, telling, terminal))]
  })
}

function drawSample({ name, labels, value }: Sample, telling: readonly string[], { columns, colour }: Terminal): string[] {
  const inner = labels.filter(([label]) => telling.includes(label)).map(([label, text]) => `${label}="${text}"`)
  const whole = `${name}${inner.length > 0 ? `{${inner.join(',')}}` : ''} ${value}`
  const lines = whole.length <= columns ? [whole] : broken(name, inner, value, columns)
  return lines.map((line, index) =>
    index === lines.length - 1 ? line.slice(0, line.length - value.length) + paint(value, 'strong', colour) : line,
  )
}

/** A line that is too long goes on after a comma, indented. */
function broken(name: string, inner: readonly string[], value: string, columns: number): string[] {
  const lines = [`${name}{`]
  for (const [index, label] of inner.entries()) {
    const piece = index === inner.length - 1 ? `${label}} ${value}` : `${label},`
    const last = lines.at(-1)!
    if (last.length + piece.length <= columns) lines[lines.length - 1] = last + piece
    else lines.push(`  ${piece}`)
  }
  return lines
}

/** The labels that tell samples apart, each only where the ones before it do not say as much already. */
function tellingLabels(samples: readonly Sample[]): string[] {
  const names = new Set(samples.flatMap(({ labels }) => labels.map(([name]) => name)).filter((name) => !SCOPE.test(name)))
  const telling: string[] = []
  const groups = (): number =>
    new Set(samples.map((sample) => [sample.name, ...telling.map((name) => labelValue(sample, name))].join('\0'))).size
  let known = groups()
  for (const name of names) {
    telling.push(name)
    const now = groups()
    if (now > known) known = now
    else telling.pop()
  }
  return telling
}

function labelValue({ labels }: Sample, wanted: string): string {
  return labels.find(([name]) => name === wanted)?.[1] ?? ''
}
