import { ATTR_SERVER_DECODE_TIME, ATTR_SERVER_PREFILL_TIME } from '@tokenscope/semconv'
import type { Attributes, LatencySplit, Timeline } from '../api/call-detail.ts'
import { numberOf } from './attribute-readers.ts'

/** Where the time of a call went, as far as it can be told. The parts never overlap, and none is below 0. */
export function splitLatency(durationSeconds: number, timeline: Timeline, attributes: Attributes): LatencySplit {
  const prefill = numberOf(attributes, ATTR_SERVER_PREFILL_TIME)
  const decode = numberOf(attributes, ATTR_SERVER_DECODE_TIME)
  const { firstToken } = timeline
  const retries = timeline.retries.length === 0 ? null : lastAttemptStart(timeline)
  if (prefill !== null) {
    const generation = firstToken === null ? (decode ?? 0) : Math.max(0, durationSeconds - firstToken)
    const before = Math.max(0, durationSeconds - generation)
    return { waiting: Math.max(0, before - prefill), prefill: Math.min(prefill, before), decode: generation, source: 'server' }
  }
  if (firstToken === null) return { waiting: retries, prefill: null, decode: null, source: 'none' }
  const waiting = Math.min(retries ?? 0, firstToken)
  return { waiting, prefill: firstToken - waiting, decode: Math.max(0, durationSeconds - firstToken), source: 'stream' }
}

/** When the attempt that got the answer began. */
function lastAttemptStart({ retries }: Timeline): number {
  return retries.reduce((latest, { offset, backoff }) => Math.max(latest, offset + (backoff ?? 0)), 0)
}
