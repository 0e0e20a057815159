import type { GeneratedFile } from '@tokenscope/sla'
import { parse } from 'yaml'
import type { ReplayedDay } from './replay.ts'

const STEP_SECONDS = 30
const DAY_SECONDS = 86_400

/** An alert that fired on a replayed day. */
export interface FiredAlert {
  readonly alert: string
  readonly severity: string
  readonly labels: Readonly<Record<string, string>>
  /** From midnight to the first time that it fired. */
  readonly atSeconds: number
}

interface AlertingRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
}

/** Asks each alert of the generated files of each half minute of the day, and lets its waiting time pass as Prometheus does. */
export async function firedAlerts({ url, start }: ReplayedDay, files: readonly GeneratedFile[]): Promise<FiredAlert[]> {
  const rules = files
    .filter(({ path }) => path.startsWith('rules/'))
    .flatMap(({ content }) => (parse(content) as { groups: { rules: AlertingRule[] }[] }).groups)
    .flatMap(({ rules }) => rules.filter(({ alert }) => alert !== undefined))
  const fired: FiredAlert[] = []
  for (const rule of rules) {
    const parameters = new URLSearchParams({ query: rule.expr, start: `${start}`, end: `${start + DAY_SECONDS}`, step: `${STEP_SECONDS}` })
    const answer = await fetch(`${url}/api/v1/query_range?${parameters}`)
    if (!answer.ok) throw new Error(`${rule.alert}: Prometheus answered ${answer.status}: ${await answer.text()}`)
    const { data } = (await answer.json()) as { data: { result: { metric: Record<string, string>; values: [number, string][] }[] } }
    for (const { metric, values } of data.result) {
      const at = firstFiring(
        values.map(([time]) => time),
        toSeconds(rule.for),
      )
      if (at !== undefined) fired.push({ alert: rule.alert, severity: rule.labels.severity, labels: metric, atSeconds: at - start })
    }
  }
  return fired
}

/** When a condition that held at these times had held without a break for long enough; undefined if never. */
function firstFiring(times: readonly number[], forSeconds: number): number | undefined {
  let since = Number.NaN
  return times.find((time, i) => {
    if (time - (times[i - 1] ?? Number.NaN) !== STEP_SECONDS) since = time
    return time - since >= forSeconds
  })
}

function toSeconds(duration: string | undefined): number {
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: DAY_SECONDS }
  return [...(duration ?? '').matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  )
}
