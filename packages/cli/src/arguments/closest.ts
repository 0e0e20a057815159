/** The candidate that differs from `word` by at most two letters, if any. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const near = candidates.map((candidate) => [distance(word, candidate), candidate] as const).filter(([steps]) => steps <= 2)
  return near.toSorted(([a], [b]) => a - b)[0]?.[1]
}

/** How many letters to insert, remove or change (Levenshtein). */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      current.push(Math.min(previous[column + 1]! + 1, current[column]! + 1, previous[column]! + (letter === other ? 0 : 1)))
    }
    previous = current
  }
  return previous[to.length]!
}
