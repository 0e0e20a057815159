import { badEventsRecord, eventsRecord, RECORDS } from '../burn-rate/records.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'

const LEAST_BAD_EVENTS = 5
/** Standard deviations. Chance alone exceeds three of them once in some hundred windows, and seldom for minutes. */
const DEVIATIONS = 3

/**
 * More bad events in a window than chance makes of a share that is just within the promise: with 60 calls and 1 % allowed, one slow call
 * is 1.7 %, two are 3.3 %, and neither says anything. Of few calls it takes many bad ones, of many calls little more than the promise.
 */
export function beyondChance(slo: string, windowSeconds: number): string[] {
  const of = [equal(LABEL_SLO, slo)]
  const bad = selector(badEventsRecord(windowSeconds), of)
  const allowed = `${selector(eventsRecord(windowSeconds), of)} * on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${RECORDS.errorBudget}`
  return [`${bad} - ${allowed} > ${DEVIATIONS} * sqrt(${allowed})`, `${bad} >= ${LEAST_BAD_EVENTS}`]
}

/** Requests per second of which 1.2 times the promised share of bad ones in a window is beyond chance. */
export function requestsBeyondChance(budget: number, windowSeconds: number): number {
  return ((DEVIATIONS / 0.2) ** 2 / (budget * windowSeconds)) * 2
}
