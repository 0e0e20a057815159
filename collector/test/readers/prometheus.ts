export interface PrometheusSample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * The result of an instant query.
 * @param at Seconds since the epoch. Default: now.
 */
export async function query(prometheusUrl: string, expression: string, at?: number): Promise<PrometheusSample[]> {
  const parameters = new URLSearchParams({ query: expression, ...(at !== undefined && { time: `${at}` }) })
  const { result } = await ask<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(
    prometheusUrl,
    `query?${parameters}`,
  )
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
}

/** The value of a query that has one series; undefined where it has none. */
export async function queryValue(prometheusUrl: string, expression: string): Promise<number | undefined> {
  const samples = await query(prometheusUrl, expression)
  if (samples.length > 1) throw new Error(`${expression} has ${samples.length} series, expected one`)
  return samples[0]?.value
}

/** When the samples of one series were taken, within the last `seconds`: seconds since the epoch, with the values. */
export async function samplesOf(prometheusUrl: string, selector: string, seconds: number): Promise<[at: number, value: number][]> {
  const parameters = new URLSearchParams({ query: `${selector}[${seconds}s]` })
  const { result } = await ask<{ result: { values: [number, string][] }[] }>(prometheusUrl, `query?${parameters}`)
  if (result.length > 1) throw new Error(`${selector} has ${result.length} series, expected one`)
  return (result[0]?.values ?? []).map(([at, value]) => [at, Number(value)])
}

/** The expression of the alerting rule `name`, from the rules that are loaded. */
export async function alertExpression(prometheusUrl: string, name: string): Promise<string> {
  const { groups } = await ask<{ groups: { rules: { name: string; query: string }[] }[] }>(prometheusUrl, 'rules?type=alert')
  const rule = groups.flatMap(({ rules }) => rules).find((each) => each.name === name)
  if (rule === undefined) throw new Error(`no alerting rule ${name} is loaded`)
  return rule.query
}

async function ask<Data>(prometheusUrl: string, path: string): Promise<Data> {
  const response = await fetch(`${prometheusUrl}/api/v1/${path}`)
  const text = await response.text()
  if (!response.ok) throw new Error(`Prometheus answered ${response.status}: ${text.slice(0, 300)}`)
  return (JSON.parse(text) as { data: Data }).data
}
