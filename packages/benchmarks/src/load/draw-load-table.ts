/** One generator in one case. */
export interface LoadRow {
  readonly title: string
  readonly streams: number
  readonly rate: number
  readonly rounds: readonly {
    readonly answersPerSecond: number
    readonly addedFirstTokenMs: number | undefined
    readonly addedAnswerMs: number
    /** Of the generator's processes, from start to end. */
    readonly cpuSeconds: number
  }[]
  readonly unavailable: string | undefined
}

/** The table for a terminal and for Markdown. */
export function drawLoadTable(rows: readonly LoadRow[]): string {
  const lines = rows.map(({ title, streams, rate, rounds, unavailable }) => {
    const load = `${streams} × ${rate} chunks/s`
    if (unavailable !== undefined || rounds.length === 0) return `| ${load} | ${title} | ${unavailable ?? 'no result'} | | | |`
    const of = (value: (round: LoadRow['rounds'][number]) => number | undefined, digits: number): string => {
      const known = rounds.map(value).filter((number) => number !== undefined)
      return known.length === 0 ? '–' : `${median(known).toFixed(digits)}`
    }
    return `| ${load} | ${title} | ${of((round) => round.addedFirstTokenMs, 2)} | ${of((round) => round.addedAnswerMs, 2)} | ${of((round) => round.answersPerSecond, 1)} | ${of((round) => round.cpuSeconds, 1)} |`
  })
  return [
    '| load | generator | added to the first token at p99, ms | added to the answer at p99, ms | answers/s | CPU of the run, s |',
    '|---|---|---:|---:|---:|---:|',
    ...lines,
  ].join('\n')
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
