import type { SourceText, Span } from '../document/source-text.ts'
import { OFF } from '../keys/key-definition.ts'
import type { QuantileList } from '../keys/objective-keys.ts'
import { AVAILABILITY_SLICE } from '../sla-targets.ts'
import { formatDuration } from '../values/duration.ts'
import { formatPercent } from '../values/percent.ts'
import { type DraftObjective, type ObjectiveDraft, quantileDraft, quantiles } from './scope-draft.ts'

/** Notes in `source` which objectives of a scope contradict each other, and which say nothing beside another. `place` is for what was inherited. */
export function checkObjectives(draft: ObjectiveDraft, place: Span, source: SourceText): void {
  checkOrder(draft, 'responseTimes', place, source)
  checkOrder(draft, 'timeToFirstToken', place, source)
  checkFirstTokens(draft, place, source)
  checkAvailability(draft, place, source)
}

function checkOrder(draft: ObjectiveDraft, list: QuantileList, place: Span, source: SourceText): void {
  const entries = quantiles(draft, list).flatMap(({ quantile }) => quantileDraft(draft, list, quantile) ?? [])
  for (const [index, slower] of entries.entries()) {
    const faster = entries[index - 1]
    if (faster?.value === undefined || slower.value === undefined) continue
    const span = slower.span ?? faster.span ?? place
    const [low, high] = [faster.key.name, slower.key.name]
    if (slower.value < faster.value) {
      source.error(
        span,
        `${describe(slower)} is tighter than ${describe(faster)}: when ${shareOf(high)} of the calls are that fast, so are ${shareOf(low)}`,
        `Raise ${high} to at least ${formatDuration(faster.value)}, lower ${low} to at most ${formatDuration(slower.value)}, or write ${low}: ${OFF}.`,
      )
    } else if (slower.value === faster.value) {
      source.warning(
        span,
        `${describe(faster)} says nothing beside ${describe(slower)}: whoever meets the second meets the first`,
        `Lower ${low}, or write ${low}: ${OFF}.`,
      )
    }
  }
}

function checkFirstTokens(draft: ObjectiveDraft, place: Span, source: SourceText): void {
  for (const { quantile, seconds } of quantiles(draft, 'timeToFirstToken')) {
    const first = quantileDraft(draft, 'timeToFirstToken', quantile)
    const whole = quantileDraft(draft, 'responseTimes', quantile)
    if (!first || whole?.value === undefined || seconds < whole.value) continue
    source.warning(
      first.span ?? place,
      `${describe(first)} is not under ${describe(whole)}: a call's first token comes before its last`,
      `Write less than ${formatDuration(whole.value)}, unless streamed calls are of another kind than the rest.`,
    )
  }
}

/**
 * Both count failures, apart: the error rate over calls, availability over slices of time, which are bad from 5% failures on. With e the
 * error rate and a the availability: where e is over 5%, failures that e permits, evenly spread, make every slice bad; where a is at most
 * 1 - e / 5%, failures that e permits can never make so many slices bad.
 */
function checkAvailability(draft: ObjectiveDraft, place: Span, source: SourceText): void {
  const available = draft.get('availability')
  const errors = draft.get('error_rate')
  const sliceBudget = 1 - AVAILABILITY_SLICE.successRatio
  const bad = formatPercent(sliceBudget)
  if (errors?.value !== undefined && available?.value !== undefined) {
    const span = errors.span ?? available.span ?? place
    const bound = 1 - errors.value / sliceBudget
    if (errors.value > sliceBudget + 1e-9) {
      source.error(
        span,
        `${describe(errors)} contradicts ${describe(available)}: a slice of five minutes is bad when more than ${bad} of its calls fail, so failures within the error rate would make every slice bad`,
        `Write error_rate: ${bad} or less, or availability: ${OFF}.`,
      )
    } else if (available.value <= bound + 1e-9) {
      source.warning(
        available.span ?? span,
        `${describe(available)} says nothing beside ${describe(errors)}: under steady traffic ${formatPercent(errors.value)} of failed calls make at most ${formatPercent(errors.value)} / ${bad} = ${formatPercent(errors.value / sliceBudget)} of the slices bad`,
        `Write an availability over ${formatPercent(bound)}, or availability: ${OFF}.`,
      )
    }
  }
}

function describe({ key, value, span }: DraftObjective): string {
  const shown = key.kind.title === 'percent' ? formatPercent(value!) : formatDuration(value!)
  return `${key.name} ${shown}${span ? '' : ' (the default)'}`
}

function shareOf(key: string): string {
  return `${key.slice(1, key.indexOf('_'))}%`
}
