/** One metric family of a Prometheus page. */
export interface MetricFamily {
  readonly name: string
  readonly type: string
  readonly samples: readonly Sample[]
}

/** One line of the page: labels in their order, the value as it was written. */
export interface Sample {
  readonly name: string
  readonly labels: readonly (readonly [name: string, value: string])[]
  readonly value: string
}

const SAMPLE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)/
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g

/** Reads a page in Prometheus's text format. Lines that are neither `# TYPE` nor a sample are passed over. */
export function parseMetricsPage(page: string): MetricFamily[] {
  const families: { name: string; type: string; samples: Sample[] }[] = []
  for (const line of page.split('\n')) {
    const [, name, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? []
    if (name !== undefined && type !== undefined) families.push({ name, type, samples: [] })
    const [, sample, labels = '', value] = SAMPLE.exec(line) ?? []
    if (sample === undefined || value === undefined) continue
    const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label!, text!] as const)
    families.at(-1)?.samples.push({ name: sample, labels: pairs, value })
  }
  return families
}
