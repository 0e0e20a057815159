import type { CallSummary } from '../api/call-summary.ts'

/** When a call ended, milliseconds since the epoch. */
export function endOf(call: CallSummary): number {
  return call.startMs + call.durationSeconds * 1000
}

export function isCompleted({ outcome }: CallSummary): boolean {
  return outcome === 'completed'
}

type NumberKey = 'timeToFirstToken' | 'tokensPerSecond' | 'inputTokens' | 'outputTokens' | 'cost'

export function known(calls: readonly CallSummary[], key: NumberKey): number[] {
  const values: number[] = []
  for (const call of calls) {
    const value = call[key]
    if (value !== null) values.push(value)
  }
  return values
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Each value with how often it occurs, most frequent first. */
export function count(values: readonly string[]): [value: string, count: number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])
}
