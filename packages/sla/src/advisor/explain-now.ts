import { explainAbsence } from '../check/explain-absence.ts'
import { createPrometheusClient, type PrometheusOptions } from '../check/prometheus/prometheus-client.ts'
import type { Labels } from '../check/prometheus/to-samples.ts'
import { subjectOf } from '../check/subject.ts'
import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_PROVIDER, LABEL_SERVICE } from '../promql/labels.ts'
import type { SlaScope, SlaTargets } from '../targets/sla-targets.ts'
import type { Cause } from './cause.ts'
import { type CurrentBreach, currentBreaches } from './current-breaches.ts'
import type { Facts } from './facts.ts'
import { fetchFacts, NOW_SECONDS } from './fetch-facts.ts'
import { rankCauses } from './rank-causes.ts'
import { compareText, hasGrown, inSeconds } from './weigh.ts'

export interface ExplainNowOptions extends PrometheusOptions {
  /** As for `check`. */
  readonly prometheusUrl: string
  /** Seconds since 1970; default now. */
  readonly now?: number
}

/** What is breached now, and why that may be. */
export interface NowReport {
  readonly schema: 'tokenscope-sla-now/1'
  /** Seconds since 1970. */
  readonly time: number
  /** What "now" is: the seconds before `time`. "Usually" is the median of the same windows of the day before. */
  readonly nowSeconds: number
  readonly prometheus: string
  /** Groups of calls that miss something now. */
  readonly breached: readonly BreachReport[]
  /** Groups of calls that have data and miss nothing. */
  readonly wellSubjects: readonly string[]
  /** Scopes of which nothing is known, and why. */
  readonly unknown: readonly { readonly scope: string; readonly message: string }[]
}

export interface BreachReport {
  readonly scope: string
  readonly labels: Labels
  readonly subject: string
  readonly breaches: readonly CurrentBreach[]
  /** False where nothing that is measured moved enough to be the cause. */
  readonly isExplained: boolean
  /** What is said where it is not; null otherwise. */
  readonly note: string | null
  /** The most likely first. */
  readonly causes: readonly Cause[]
}

/**
 * For what is breached in the last 15 minutes: ranks what may be the cause, by how the numbers differ from what they usually are.
 * @throws {PrometheusError} when Prometheus cannot be asked; its message says what to do.
 */
export async function explainNow(targets: SlaTargets, options: ExplainNowOptions): Promise<NowReport> {
  const { now = Math.floor(Date.now() / 1000), prometheusUrl } = options
  const client = createPrometheusClient(prometheusUrl, options)
  const breached: BreachReport[] = []
  const wellSubjects: string[] = []
  const unknown: { scope: string; message: string }[] = []
  for (const scope of targets.scopes) {
    const groups = await currentBreaches(client, scope, NOW_SECONDS, now)
    if (groups.length === 0) {
      const { message } = await explainAbsence(client, scope, now, NOW_SECONDS)
      unknown.push({ scope: scope.id, message })
    }
    for (const { labels, breaches } of groups) {
      const subject = subjectOf(scope, labels)
      if (breaches.length === 0) {
        wellSubjects.push(subject)
        continue
      }
      const kinds = new Set(breaches.map(({ kind }) => kind))
      const facts = await fetchFacts(client, narrow(scope, labels), kinds, targets, now)
      const causes = rankCauses(facts)
      const isExplained = causes.some(({ verdict }) => verdict === 'likely' || verdict === 'possible')
      const note = isExplained ? null : cannotTell(facts)
      breached.push({ scope: scope.id, labels, subject, breaches, isExplained, note, causes })
    }
  }
  return { schema: 'tokenscope-sla-now/1', time: now, nowSeconds: NOW_SECONDS, prometheus: client.address, breached, wellSubjects, unknown }
}

/** Why nothing stands out. */
function cannotTell({ breached, numbers: { duration, errorRatio } }: Facts): string {
  const nothing = 'The data cannot tell why: no number that would be a reason moved enough.'
  const older = 'the breach is older than the day that it is compared with'
  if (breached.has('latency') && duration.now !== undefined && !hasGrown(duration, 0.1)) {
    return `${nothing} ${compareText('A call takes', duration, inSeconds)}: either a few calls alone are slow, and the slowest traces show them (tokenscope sla check --jaeger URL), or ${older}.`
  }
  if (breached.has('errors') && !hasGrown(errorRatio, 0.1)) return `${nothing} As many requests fail as usually: ${older}.`
  return nothing
}

/** The scope for one group of its calls alone. */
function narrow(scope: SlaScope, labels: Labels): SlaScope {
  const of = (key: 'model' | 'service' | 'provider' | 'environment', label: string): object => {
    const value = labels[label] ?? scope[key]
    return value === undefined ? {} : { [key]: value }
  }
  return {
    ...scope,
    ...of('model', LABEL_MODEL),
    ...of('service', LABEL_SERVICE),
    ...of('provider', LABEL_PROVIDER),
    ...of('environment', LABEL_ENVIRONMENT),
  }
}
