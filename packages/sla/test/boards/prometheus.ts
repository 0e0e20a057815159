/** Questions to a real Prometheus. */

export interface PromSample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Values of this moment. Throws what Prometheus says of a query that it does not take. */
export async function askPrometheus(url: string, expression: string): Promise<PromSample[]> {
  const { result } = await get<{ result: { metric: Record<string, string>; value?: [number, string]; histogram?: unknown }[] }>(
    `${url}/api/v1/query?${new URLSearchParams({ query: expression })}`,
  )
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value?.[1] ?? Number.NaN) }))
}

/** What `label_values(series, label)` gives. */
export async function labelValues(url: string, series: string, label: string): Promise<string[]> {
  return await get(`${url}/api/v1/label/${label}/values?${new URLSearchParams({ 'match[]': series })}`)
}

/** Trace ids of the exemplars of the last five minutes. */
export async function exemplarTraces(url: string, expression: string): Promise<string[]> {
  const now = Date.now() / 1000
  const query = new URLSearchParams({ query: expression, start: `${now - 300}`, end: `${now + 60}` })
  const series = await get<{ exemplars: { labels: { trace_id?: string } }[] }[]>(`${url}/api/v1/query_exemplars?${query}`)
  return series.flatMap(({ exemplars }) => exemplars.flatMap(({ labels }) => labels.trace_id ?? []))
}

async function get<Data>(address: string): Promise<Data> {
  const response = await fetch(address)
  const body = (await response.json()) as { status: string; data: Data; error?: string }
  if (body.status !== 'success') throw new Error(`${body.error} — ${decodeURIComponent(address).slice(0, 2000)}`)
  return body.data
}
