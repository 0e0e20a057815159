import type { Script } from './script.ts'
import { scriptFields } from './script-fields.ts'

/**
 * Checks that a value is a script and returns it.
 * Throws a `TypeError` that names the field, its value and what is allowed.
 * @param where how the message calls the script, for example a file name. Default `script`.
 */
export function parseScript(value: unknown, where = 'script'): Script {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${where} must be an object, got ${show(value)}.`)
  }
  for (const [field, entry] of Object.entries(value)) {
    if (entry === undefined) continue
    const check = Object.hasOwn(scriptFields, field) ? scriptFields[field] : undefined
    if (check === undefined) {
      throw new TypeError(`${where}.${field} is not a field of a script (its value is ${show(entry)}). Fields: ${fieldNames()}.`)
    }
    const verdict = check(entry)
    if (verdict !== true) throw new TypeError(`${where}.${field} must be ${verdict}, got ${show(entry)}.`)
  }
  return value as Script
}

const fieldNames = (): string => Object.keys(scriptFields).sort().join(', ')

function show(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
