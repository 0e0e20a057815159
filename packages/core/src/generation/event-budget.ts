import type { TokenEventMode } from '../options/telemetry-options.ts'
import { MAX_KEPT_STALLS } from '../timing/token-timing.ts'

/** Retries shown one by one; clients try twice or three times. */
export const MAX_RETRY_EVENTS = 16

/** Slots of the time line by mode: what is above is merged. Each is an event, and an event costs the SDK about half a microsecond. */
export const TIMELINE_SLOTS: Readonly<Record<TokenEventMode, number>> = { off: 0, milestones: 0, timeline: 32, every: 4096 }

/** The most events that a mode puts on one span: retries, first token, time line, stalls, last token. The SDK keeps 128 by default. */
export const MAX_TOKEN_EVENTS: Readonly<Record<TokenEventMode, number>> = {
  off: MAX_RETRY_EVENTS,
  milestones: mostEvents('milestones'),
  timeline: mostEvents('timeline'),
  every: mostEvents('every'),
}

function mostEvents(mode: TokenEventMode): number {
  return MAX_RETRY_EVENTS + 1 + TIMELINE_SLOTS[mode] + MAX_KEPT_STALLS + 1
}
