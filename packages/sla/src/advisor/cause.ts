import type { Facts } from './facts.ts'

/** One thing that may be behind a breach, with the numbers that speak for it and against it. */
export interface Cause {
  /** Stable name, `[a-z-]`. */
  readonly cause: string
  /** What it means, in one clause. */
  readonly title: string
  /** 0 to 1: how much of the breach the numbers lay on it. Comparable within one answer, no probability. */
  readonly score: number
  readonly verdict: 'likely' | 'possible' | 'unlikely' | 'unknown'
  readonly supports: readonly string[]
  readonly contradicts: readonly string[]
  /** Numbers that would decide, and are not there. */
  readonly missing: readonly string[]
  /** What to do about it. */
  readonly action: string
}

/** What a cause finds; the verdict follows from it. */
export interface Finding {
  readonly score: number
  readonly supports: readonly (string | undefined)[]
  readonly contradicts: readonly (string | undefined)[]
  readonly missing?: readonly (string | undefined)[]
}

/** One cause: judged by the numbers alone. Undefined where it cannot be behind this kind of breach. */
export interface CauseKind {
  readonly cause: string
  readonly title: string
  readonly action: string
  /** Only a place where the time goes, no reason: it steps back where a reason is likely. */
  readonly isFallback?: boolean
  judge(facts: Facts): Finding | undefined
}

const LIKELY = 0.5
const POSSIBLE = 0.25

export function toCause({ cause, title, action, judge }: CauseKind, facts: Facts, weight = 1): Cause[] {
  const finding = judge(facts)
  if (finding === undefined) return []
  const score = Number(Math.min(1, Math.max(0, finding.score * weight)).toFixed(3))
  const [supports, contradicts, missing] = [finding.supports, finding.contradicts, finding.missing ?? []].map(known) as [
    string[],
    string[],
    string[],
  ]
  return [{ cause, title, score, verdict: verdictOf(score, contradicts, missing), supports, contradicts, missing, action }]
}

function verdictOf(score: number, contradicts: readonly string[], missing: readonly string[]): Cause['verdict'] {
  if (score >= LIKELY) return 'likely'
  if (score >= POSSIBLE) return 'possible'
  return contradicts.length === 0 && missing.length > 0 ? 'unknown' : 'unlikely'
}

function known(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined)
}
