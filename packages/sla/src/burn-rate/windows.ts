/**
 * How fast a budget may burn before somebody is told, after the multi-window scheme of the SRE workbook
 * (https://sre.google/workbook/alerting-on-slos/): the long window says that it matters, the short one that it still goes on.
 */
export interface BurnRateWindow {
  readonly severity: 'page' | 'ticket'
  readonly shortSeconds: number
  readonly longSeconds: number
  /** Times the speed at which the budget lasts exactly the SLO's window. */
  readonly factor: number
  /** Fewer bad requests in the long window than this tell nobody anything. */
  readonly minimumBadRequests: number
}

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** For an SLO over 30 days. */
export const BURN_RATE_WINDOWS: readonly BurnRateWindow[] = [
  { severity: 'page', shortSeconds: 5 * MINUTE, longSeconds: HOUR, factor: 14.4, minimumBadRequests: 5 },
  { severity: 'page', shortSeconds: 30 * MINUTE, longSeconds: 6 * HOUR, factor: 6, minimumBadRequests: 5 },
  // Everything fails at once: 2 % of the budget are gone in five minutes, as in an hour at 14.4.
  { severity: 'page', shortSeconds: 5 * MINUTE, longSeconds: 5 * MINUTE, factor: 172.8, minimumBadRequests: 5 },
  { severity: 'ticket', shortSeconds: 2 * HOUR, longSeconds: DAY, factor: 3, minimumBadRequests: 10 },
  { severity: 'ticket', shortSeconds: 6 * HOUR, longSeconds: 3 * DAY, factor: 1, minimumBadRequests: 10 },
]

/** The most that a threshold may ask for, as a share of all requests: with a large budget 14.4 times it would be over 100 %. */
export const MAX_BAD_RATIO = 0.8

const TABLE_WINDOW_SECONDS = 30 * DAY

/** Every time that the rules are made of, in seconds. */
export interface RuleTimes {
  /** Everything below is this many times shorter than in production; 1 in production. */
  readonly speed: number
  /** Window of the rates that everything else is summed from, and length of an availability slice. */
  readonly rateSeconds: number
  /** How often rates, and the windows up to an hour, are evaluated. */
  readonly fastIntervalSeconds: number
  /**
   * How often the longer windows and budgets are evaluated, and the length of the chunks that they are summed from. Under five minutes: that
   * is how far Prometheus looks back for a sample, and a group that takes a second longer would make its alerts forget how long they wait.
   */
  readonly slowIntervalSeconds: number
  readonly burnRates: readonly BurnRateWindow[]
  /** The SLO's window. */
  readonly periodSeconds: number
}

/**
 * The times for an SLO over `windowSeconds`: the table's windows keep their share of it (an hour of 30 days, 14 minutes of 7 days), in
 * whole minutes and never below the rate window. `speed` then shortens all of them, for tests that cannot wait.
 */
export function resolveTimes(windowSeconds: number, speed = 1): RuleTimes {
  const rateSeconds = 5 * MINUTE
  const scale = windowSeconds / TABLE_WINDOW_SECONDS
  const scaled = (seconds: number): number => Math.max(rateSeconds, Math.round((seconds * scale) / MINUTE) * MINUTE) / speed
  return {
    speed,
    rateSeconds: rateSeconds / speed,
    fastIntervalSeconds: Math.max(1, 30 / speed),
    slowIntervalSeconds: Math.max(1, (4 * MINUTE) / speed),
    burnRates: BURN_RATE_WINDOWS.map((window) => ({
      ...window,
      shortSeconds: scaled(window.shortSeconds),
      longSeconds: scaled(window.longSeconds),
    })),
    periodSeconds: windowSeconds / speed,
  }
}

/** Windows that are evaluated often: they decide on pages. */
export function fastWindows({ burnRates, rateSeconds, speed }: RuleTimes): readonly number[] {
  const [quick] = burnRates
  return distinct([rateSeconds, (30 * MINUTE) / speed, quick?.shortSeconds ?? rateSeconds, quick?.longSeconds ?? rateSeconds])
}

/** The longer windows, the SLO's own last. */
export function slowWindows(times: RuleTimes): readonly number[] {
  const fast = new Set(fastWindows(times))
  const windows = times.burnRates.flatMap(({ shortSeconds, longSeconds }) => [shortSeconds, longSeconds])
  return distinct([...windows.filter((window) => !fast.has(window)), times.periodSeconds])
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}
