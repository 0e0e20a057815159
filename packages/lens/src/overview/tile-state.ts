import type { SlaTile } from '../api/overview.ts'

/** Whether a value keeps its limit; nothing measured is neither. */
export function stateOf(value: number | null, limit: number, bound: SlaTile['bound']): SlaTile['state'] {
  if (value === null) return 'unknown'
  return (bound === 'at-most' ? value <= limit : value >= limit) ? 'met' : 'breached'
}
