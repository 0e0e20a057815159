/** The candidate that differs from `word` by at most a third of its letters, if any. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.max(2, Math.floor(word.length / 3))
  const near = candidates.map((candidate) => ({ candidate, steps: editSteps(word.toLowerCase(), candidate.toLowerCase()) }))
  return near.filter(({ steps }) => steps <= allowed).toSorted((a, b) => a.steps - b.steps)[0]?.candidate
}

/** Letters to insert, remove or change. */
function editSteps(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let at = 1; at <= from.length; at++) {
    const next = [at]
    for (let other = 1; other <= to.length; other++) {
      const change = row[other - 1]! + (from[at - 1] === to[other - 1] ? 0 : 1)
      next.push(Math.min(change, row[other]! + 1, next[other - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
