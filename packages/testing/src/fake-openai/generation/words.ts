import type { Random } from '../random.ts'

const WORDS = 'the quick small model answers one word after another while a clock counts every token that it sends to the reader'.split(' ')

/** Makes up text of so many tokens; a token is a word with the space before it. */
export function makeUpTokens(count: number, random: Random): string[] {
  return Array.from({ length: count }, (_, index) => `${index === 0 ? '' : ' '}${random.pick(WORDS)}`)
}

/** Cuts text into tokens: a word with the space before it. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? (text === '' ? [] : [text])
}

/** About how many tokens a request's text has. */
export function countTokens(value: unknown): number {
  if (typeof value === 'string') return tokensOf(value).length
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countTokens(item), 0)
  if (typeof value === 'number') return 1
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce((sum, [key, item]) => sum + (key === 'role' || key === 'type' ? 0 : countTokens(item)), 0)
}
