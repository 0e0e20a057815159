import type { Attributes } from '../api/call-detail.ts'

/** The number under `name`; `null` where there is none, or none that is finite. */
export function numberOf(attributes: Attributes, name: string): number | null {
  const value = attributes[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The text under `name`; `null` where there is none. */
export function textOf(attributes: Attributes, name: string): string | null {
  const value = attributes[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export function flagOf(attributes: Attributes, name: string): boolean | null {
  const value = attributes[name]
  return typeof value === 'boolean' ? value : null
}

export function textsOf(attributes: Attributes, name: string): string[] {
  const value = attributes[name]
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string')
  return typeof value === 'string' ? [value] : []
}
