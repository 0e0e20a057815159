const MAX_DEPTH = 16
const MAX_VALUES = 10_000

/**
 * A copy of a JSON value that later changes of the original do not reach. Bounded, so that a circular value ends; what is no JSON is
 * left out.
 */
export function copyJson(value: unknown): unknown {
  return copied(value, 0, { left: MAX_VALUES })
}

function copied(value: unknown, depth: number, budget: { left: number }): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || depth > MAX_DEPTH || budget.left-- <= 0) return undefined
  if (Array.isArray(value)) return value.map((item) => copied(item, depth + 1, budget) ?? null)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return undefined
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    // As JSON it is a property like any other; assigned, it would be the prototype.
    const itemCopy = key === '__proto__' ? undefined : copied(item, depth + 1, budget)
    if (itemCopy !== undefined) copy[key] = itemCopy
  }
  return copy
}
