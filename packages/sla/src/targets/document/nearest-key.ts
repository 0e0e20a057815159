import type { KeyDefinition } from '../keys/key-definition.ts'

/** The key that was probably meant: by its synonyms, by its words in any order, else by at most three wrong letters. */
export function nearestKey(written: string, keys: readonly KeyDefinition[]): string | undefined {
  const word = normalize(written)
  const named = keys.find(({ name, synonyms = [] }) => [name, ...synonyms].some((known) => normalize(known) === word))
  if (named) return named.name
  const sorted = sortWords(word)
  const sameWords = keys.find(({ name }) => sortWords(name) === sorted)
  if (sameWords) return sameWords.name
  // Long texts are no slips of the pen, and would cost time.
  if (word.length > LONGEST) return undefined
  const near = keys
    .flatMap(({ name, synonyms = [] }) => [name, ...synonyms].map((known) => ({ name, steps: distance(word, known) })))
    .filter(({ steps }) => steps <= Math.min(3, Math.floor(word.length / 2)))
  return near.toSorted((a, b) => a.steps - b.steps)[0]?.name
}

const LONGEST = 40

function normalize(word: string): string {
  return word
    .trim()
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[-\s./]+/g, '_')
}

function sortWords(word: string): string {
  return word.split('_').sort().join('_')
}

/** How many letters to insert, remove or change (Levenshtein). */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 0; row < from.length; row++) {
    const current = [row + 1]
    for (let column = 0; column < to.length; column++) {
      const change = previous[column]! + (from[row] === to[column] ? 0 : 1)
      current.push(Math.min(previous[column + 1]! + 1, current[column]! + 1, change))
    }
    previous = current
  }
  return previous[to.length]!
}
