import { FACT_QUERIES, type FactName } from '../../src/advisor/fact-queries.ts'
import type { Fact, Facts } from '../../src/advisor/facts.ts'

const NAMES = Object.keys(FACT_QUERIES) as FactName[]

/** Facts of slow calls, of which only these are known: `[now, normal]`. */
export function someFacts(numbers: Partial<Record<FactName, readonly [number, number]>>, more: Partial<Facts> = {}): Facts {
  const known = NAMES.map((name): [FactName, Fact] => [name, { now: numbers[name]?.[0], normal: numbers[name]?.[1] }])
  return {
    breached: new Set(['latency']),
    numbers: Object.fromEntries(known) as Record<FactName, Fact>,
    servers: [],
    versions: [],
    failures: [],
    limits: { gpuMemory: 0.9, systemMemory: 0.85 },
    ...more,
  }
}
