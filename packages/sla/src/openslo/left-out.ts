import { isDeepStrictEqual } from 'node:util'
import { DEFAULT_TARGETS } from '../targets/default-targets.ts'
import type { SlaTargets } from '../targets/sla-targets.ts'

/** What these targets say and OpenSLO cannot, one sentence each. */
export function leftOutOfOpenSlo({ scopes, resources, links, notify }: SlaTargets): string[] {
  const limits = scopes.flatMap(({ id, objectives: { outputTokensPerSecond, queueSeconds, costPerDay } }) => [
    ...(outputTokensPerSecond === undefined ? [] : [`output_tokens_per_second of ${id}: a limit without a share of events has no budget`]),
    ...(queueSeconds === undefined ? [] : [`queue_time of ${id}: a limit without a share of events has no budget`]),
    ...(costPerDay === undefined ? [] : [`cost_per_day of ${id}: OpenSLO counts events, not money`]),
  ])
  const silent = scopes.filter(({ objectives: { responseTimes, timeToFirstToken = [], availability, errorRate } }) =>
    [...responseTimes, ...timeToFirstToken, availability, errorRate].every((objective) => objective === undefined),
  )
  return [
    ...silent.map(({ id }) => `the scope ${id}: it promises nothing that OpenSLO can say`),
    ...limits,
    ...(isDeepStrictEqual(resources, DEFAULT_TARGETS.resources)
      ? []
      : ['gpu_memory, gpu_utilization, system_memory: they are limits of machines, not of a service']),
    ...(Object.keys(links).length === 0 ? [] : ['links: OpenSLO has no place for them']),
    ...(notify.receivers.length === 0 ? [] : ['notify: how OpenSLO names receivers differs from one program to the next']),
    ...(notify.language === undefined ? [] : ['language: OpenSLO has no place for it']),
    ...(notify.maintenance === undefined ? [] : ['maintenance: OpenSLO has no place for it']),
  ]
}
