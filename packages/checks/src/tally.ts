/** What a test run came to. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One line for each failure, with the place and the test's name. */
  readonly failures: readonly string[]
  /** One line for each test that was skipped, with its reason where it gave one. */
  readonly skips: readonly string[]
}

export const EMPTY_TALLY: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] }

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
      failures: [...sum.failures, ...next.failures],
      skips: [...sum.skips, ...next.skips],
    }),
    EMPTY_TALLY,
  )
}

/** A step that is one test by itself: the build, a process that died. */
export function passedStep(): Tally {
  return { ...EMPTY_TALLY, passed: 1 }
}

export function failedStep(message: string): Tally {
  return { ...EMPTY_TALLY, failed: 1, failures: [message] }
}

/** Where nothing may be skipped, a skipped test is a failed one. */
export function withSkipsAsFailures(tally: Tally): Tally {
  return {
    passed: tally.passed,
    failed: tally.failed + tally.skipped,
    skipped: 0,
    failures: [...tally.failures, ...tally.skips.map((name) => `skipped, and CI skips nothing: ${name}`)],
    skips: [],
  }
}

/** The closing line of a run. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A run in which nothing ran proves nothing. */
export function isGreen({ passed, failed }: Tally): boolean {
  return failed === 0 && passed > 0
}
