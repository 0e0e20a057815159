export type SampleType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped'

/** One line of a Prometheus page. */
export interface Sample {
  /** As written: a histogram's samples end in `_bucket`, `_sum` and `_count`. */
  name: string
  labels: Record<string, string>
  value: number
  /** Milliseconds since the epoch; undefined where the page leaves it to the scraper. */
  timestampMs: number | undefined
  /** Of the family; `untyped` without a TYPE line. */
  type: SampleType
  /** Of the family; empty without a HELP line. */
  help: string
}

interface Family {
  type?: SampleType
  help?: string
}

const TYPES: readonly string[] = ['counter', 'gauge', 'histogram', 'summary', 'untyped'] satisfies SampleType[]
const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const SAMPLE_LINE = new RegExp(`^(${NAME})[ \\t]*(\\{(?:[^"}]|"(?:[^"\\\\]|\\\\.)*")*\\})?[ \\t]*(\\S+)(?:[ \\t]+(-?\\d+))?[ \\t]*$`)
const LABEL = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(?:,|$)/y
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** Suffixes by which a family's samples differ from its name. */
const SUFFIXES: Record<string, SampleType[]> = { _bucket: ['histogram'], _sum: ['histogram', 'summary'], _count: ['histogram', 'summary'] }

/**
 * Fetches a page as Prometheus does.
 * @throws when the answer is not 200 or not the text format, or a line is malformed.
 */
export async function scrape(url: string | URL): Promise<Sample[]> {
  const response = await fetch(url, { headers: { accept: 'text/plain;version=0.0.4' } })
  const page = await response.text()
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${page.slice(0, 200)}`)
  const contentType = response.headers.get('content-type')
  if (!contentType?.startsWith('text/plain')) throw new Error(`${url}: expected content-type text/plain, got ${contentType ?? 'none'}`)
  return parsePrometheusText(page)
}

/**
 * Reads a page of the Prometheus text format 0.0.4, in its order.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 * @throws with the line's number for a line that the format forbids: also a second TYPE or HELP of a name, a TYPE after its samples, and a
 * sample that is there twice.
 */
export function parsePrometheusText(text: string): Sample[] {
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  const samples: Sample[] = []
  for (const [index, line] of text.split('\n').entries()) {
    try {
      if (/^[ \t]*#/.test(line)) readComment(line, families, samples)
      else if (line.trim() !== '') {
        const sample = readSample(line, families)
        const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort(([a], [b]) => (a < b ? -1 : 1)), sample.timestampMs])
        if (seen.has(key)) throw new Error('this sample is there twice')
        seen.add(key)
        samples.push(sample)
      }
    } catch (error) {
      throw new Error(`line ${index + 1}: ${(error as Error).message}: ${line}`)
    }
  }
  return samples
}

/** HELP and TYPE; any other comment is one. */
function readComment(line: string, families: Map<string, Family>, samples: readonly Sample[]): void {
  const [, keyword, name = '', rest = ''] = /^[ \t]*#[ \t]+(HELP|TYPE)(?:[ \t]+(\S+)(?:[ \t]+(.*))?)?$/.exec(line) ?? []
  if (keyword === undefined) return
  if (!new RegExp(`^${NAME}$`).test(name)) throw new Error(`${keyword} without a metric name`)
  const family = families.get(name) ?? {}
  families.set(name, family)
  if (keyword === 'HELP') {
    if (family.help !== undefined) throw new Error(`second HELP of ${name}`)
    family.help = replaceEscapes(rest, { '\\': '\\', n: '\n' })
    return
  }
  if (family.type !== undefined) throw new Error(`second TYPE of ${name}`)
  const type = rest.trim()
  if (!TYPES.includes(type)) throw new Error(`TYPE is not one of ${TYPES.join(', ')}`)
  if (samples.some((sample) => sample.name === name)) throw new Error(`TYPE of ${name} after its samples`)
  family.type = type as SampleType
}

function readSample(line: string, families: Map<string, Family>): Sample {
  const [, name, labels = '{}', value, timestamp] = SAMPLE_LINE.exec(line.trim()) ?? []
  if (name === undefined || value === undefined) throw new Error('not a sample')
  const { type = 'untyped', help = '' } = familyOf(name, families)
  const timestampMs = timestamp === undefined ? undefined : Number(timestamp)
  return { name, labels: readLabels(labels.slice(1, -1).trimEnd()), value: readValue(value), timestampMs, type, help }
}

function familyOf(name: string, families: Map<string, Family>): Family {
  const own = families.get(name)
  if (own !== undefined) return own
  for (const [suffix, types] of Object.entries(SUFFIXES)) {
    const family = name.endsWith(suffix) ? families.get(name.slice(0, -suffix.length)) : undefined
    if (family?.type !== undefined && types.includes(family.type)) return family
  }
  return {}
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (let position = 0; position < text.length; position = LABEL.lastIndex) {
    LABEL.lastIndex = position
    const [, name, value] = LABEL.exec(text) ?? []
    if (name === undefined || value === undefined) throw new Error(`not a label: ${text.slice(position)}`)
    if (Object.hasOwn(labels, name)) throw new Error(`label ${name} is there twice`)
    labels[name] = replaceEscapes(value, { '\\': '\\', n: '\n', '"': '"' })
  }
  return labels
}

function readValue(text: string): number {
  if (/^nan$/i.test(text)) return Number.NaN
  const infinity = /^([+-]?)inf(inity)?$/i.exec(text)
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (!NUMBER.test(text)) throw new Error(`not a value: ${text}`)
  return Number(text)
}

function replaceEscapes(text: string, escapes: Record<string, string>): string {
  return text.replace(/\\(.?)/g, (sequence, letter: string) => {
    const character = escapes[letter]
    if (character === undefined) throw new Error(`unknown escape ${sequence}`)
    return character
  })
}
