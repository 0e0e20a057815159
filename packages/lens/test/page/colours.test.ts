import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TOKENS = readFileSync(join(import.meta.dirname, '../../page/styles/tokens.css'), 'utf8')

/** Text and what it stands on. Text within drawings is here too: axe-core does not look at it. */
const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'soft', 'accent', 'good', 'warn', 'bad'].flatMap((text) => [[text, 'ground'] as const, [text, 'panel'] as const]),
  ['ink', 'raised'],
  ['soft', 'raised'],
  ['ink', 'edge'],
  ['accent-ink', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
]

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours of the %s theme', (_theme, which) => {
  it.each(PAIRS)('hold a contrast of 4.5 to 1: %s on %s', (text, ground) => {
    expect(contrast(colour(text, which), colour(ground, which))).toBeGreaterThanOrEqual(4.5)
  })
})

function colour(name: string, which: 0 | 1): string {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS)
  if (pair === null) throw new Error(`tokens.css has no --${name}`)
  return pair[which + 1]!
}

/** As WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [bright, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (bright + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
