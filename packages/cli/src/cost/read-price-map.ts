import { isScalar, type Node, type YAMLMap } from 'yaml'
import { closest } from '../arguments/closest.ts'
import type { PriceKey } from './price-keys.ts'

/** Good values by key. */
export type Values = Readonly<Record<string, string | number>>

const LONGEST = 60

/** Reads the keys of one map; each that is wrong, unknown, missing or there twice is noted and left out. `others` are read elsewhere. */
export function readPriceMap(
  map: YAMLMap,
  keys: Readonly<Record<string, PriceKey>>,
  others: readonly string[],
  noteAt: (node: Node, message: string, remedy: string) => void,
): Values {
  const values: Record<string, string | number> = {}
  const seen = new Set<string>()
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (seen.has(name)) {
      noteAt(key as Node, `"${show(name)}" stands here a second time`, 'Remove one of the two.')
      continue
    }
    seen.add(name)
    if (others.includes(name)) continue
    const definition = Object.hasOwn(keys, name) ? keys[name] : undefined
    if (!definition) {
      const allowed = [...Object.keys(keys), ...others]
      const meant = closest(name, allowed)
      const remedy = meant === undefined ? `Allowed are ${allowed.join(', ')}.` : `Did you mean ${meant}?`
      noteAt(key as Node, `"${show(name)}" is not a key here`, remedy)
      continue
    }
    const plain = isScalar(value) ? value.value : undefined
    const parsed = definition.parse(plain)
    if ('value' in parsed) values[name] = parsed.value
    else {
      const shown = plain === undefined || plain === null ? '' : ` ${show(String(plain))}`
      noteAt((value ?? key) as Node, `${name}${shown} ${parsed.fault}`, `Write ${name}: ${definition.example}.`)
    }
  }
  for (const [name, { required, example }] of Object.entries(keys)) {
    if (required && !seen.has(name)) noteAt(map, `${name} is missing`, `Write ${name}: ${example}.`)
  }
  return values
}

/** In one line, without what a terminal obeys, and cut. */
function show(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '?')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
