import { type Generation, type GenerationListener, hub, outputTokenRate } from '@tokenscope/core'
import { CallHistory } from './call-history.ts'
import type { PeriodStatistics, Tally } from './period-statistics.ts'
import { slaAttainment } from './sla-attainment.ts'
import type { SlaTargets } from './sla-targets.ts'
import type { CallSummary, PeriodSummary, Summary } from './summary.ts'

const NO_MODEL = 'unknown'

/** Counts every call of the process, for `summary()`. Bounded, whatever runs through it. */
export class SummaryCollector implements GenerationListener {
  readonly #sinceMs = Date.now()
  readonly #history: CallHistory
  readonly #windowMs: number
  readonly #targets: SlaTargets

  constructor(windowMs: number, targets: SlaTargets) {
    this.#windowMs = windowMs
    this.#history = new CallHistory(windowMs)
    this.#targets = targets
  }

  ending(generation: Generation): void {
    const { timing, usage, startMs } = generation
    this.#history.add(
      {
        model: generation.model ?? NO_MODEL,
        outcome: generation.outcome,
        errorType: generation.errorType,
        durationMs: generation.endMs - startMs,
        timeToFirstTokenMs: timing && timing.contentChunkCount > 0 ? timing.firstTokenMs - startMs : undefined,
        tokensPerSecond: outputTokenRate(generation),
        inputTokens: usage?.inputTokens,
        outputTokens: usage?.outputTokens,
      },
      performance.now(),
    )
  }

  summary(): Summary {
    const nowMs = performance.now()
    return {
      sinceMs: this.#sinceMs,
      inFlight: hub().open.size,
      ...periodSummary(this.#history.all(nowMs), this.#targets),
      window: { windowMs: this.#windowMs, ...periodSummary(this.#history.recent(nowMs), this.#targets) },
    }
  }
}

function periodSummary({ all, models, outcomes, errors }: PeriodStatistics, targets: SlaTargets): PeriodSummary {
  const calls = callSummary(all)
  return {
    ...calls,
    outcomes: Object.fromEntries(outcomes),
    errorsByType: Object.fromEntries(errors),
    byModel: Object.fromEntries([...models].map(([model, tally]) => [model, callSummary(tally)])),
    sla: slaAttainment(calls, targets),
  }
}

function callSummary(tally: Tally): CallSummary {
  const { total, succeeded, failed, durations, inputTokens, outputTokens, timeToFirstTokenMs, tokensPerSecond } = tally
  const judged = succeeded + failed
  return {
    total,
    succeeded,
    failed,
    successRate: judged === 0 ? undefined : succeeded / judged,
    durationMs: {
      mean: durations.meanMs,
      p50: durations.quantileMs(0.5),
      p95: durations.quantileMs(0.95),
      p99: durations.quantileMs(0.99),
    },
    meanTimeToFirstTokenMs: mean(timeToFirstTokenMs),
    meanTokensPerSecond: mean(tokensPerSecond),
    inputTokens,
    outputTokens,
  }
}

function mean({ sum, count }: { sum: number; count: number }): number | undefined {
  return count === 0 ? undefined : sum / count
}
