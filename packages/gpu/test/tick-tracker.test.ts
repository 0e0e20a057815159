import { expect, it } from 'vitest'
import { TickTracker } from '../src/parse/tick-tracker.ts'

/** Rows as their index, `-` for one that lost it, to `position` with `|` before the first of each tick. */
function track(rows: string, count?: number): string {
  const tracker = new TickTracker()
  return rows
    .split(' ')
    .map((row) => tracker.place(row === '-' ? undefined : Number(row), count))
    .map(({ newTick, position }) => (newTick ? `|${position}` : String(position)))
    .join(' ')
}

it('a tick begins where the index goes back', () => {
  expect(track('0 1 2 0 1 2 0', 3)).toBe('|0 1 2 |0 1 2 |0')
})

it('one GPU is a tick of its own', () => {
  expect(track('0 0 0', 1)).toBe('|0 |0 |0')
})

it('a lost GPU is the one at its place', () => {
  expect(track('0 1 2 0 - 2 0 - 2', 3)).toBe('|0 1 2 |0 1 2 |0 1 2')
})

it('the first and the last may be lost, and all of them', () => {
  expect(track('0 1 2 - 1 2 - 1 -  - - -'.replace('  ', ' '), 3)).toBe('|0 1 2 |0 1 2 |0 1 2 |0 1 2')
})

it('a GPU that is not shown leaves a hole', () => {
  expect(track('0 2 0 - 0 2', 3)).toBe('|0 2 |0 2 |0 2')
})

it('a lost GPU is told from the first tick on', () => {
  expect(track('- 1 - 1', 2)).toBe('|0 1 |0 1')
})
