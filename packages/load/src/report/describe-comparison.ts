import type { Comparison, RatioInterval } from '../baseline/compare.ts'

const WORDS: Readonly<Record<Comparison['verdict'], string>> = {
  failing: 'More requests fail than in the baseline.',
  slower: 'Slower than the baseline.',
  faster: 'Faster than the baseline.',
  same: 'No difference to the baseline beyond what chance shows.',
  unknown: 'Not comparable with the baseline: no stage of the same level has at least 20 answers in both.',
}

/** The comparison in sentences. */
export function describeComparison({ verdict, stages }: Comparison): string[] {
  return [
    WORDS[verdict],
    ...stages.map(
      ({ level, verdict: own, p50, p95 }) =>
        `  at ${level}: ${own}${p50 ? `, p50 ${describe(p50)}` : ''}${p95 ? `, p95 ${describe(p95)}` : ''}`,
    ),
  ]
}

function describe({ ratio, low, high }: RatioInterval): string {
  return `${ratio.toFixed(2)}× (${low.toFixed(2)} to ${high.toFixed(2)})`
}
