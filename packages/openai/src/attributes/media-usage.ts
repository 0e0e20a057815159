import type { Generation } from '@tokenscope/core'
import { ATTR_AUDIO_DURATION } from '@tokenscope/semconv'
import { asNumber, asRecord } from './json-record.ts'
import { toUsage } from './usage.ts'

/** What an answer about images or audio used: tokens, or, for some transcription models, seconds of audio. */
export type MediaUsage = (generation: Generation) => void

/**
 * Reads the `usage` of an answer or of a final event.
 * @param duration the length of the audio where the answer tells it outside of its usage
 * @returns what writes it onto the generation
 */
export function readMediaUsage(value: unknown, duration?: unknown): MediaUsage {
  const usage = toUsage(value)
  const seconds = asNumber(asRecord(value)?.seconds) ?? asNumber(duration)
  return (generation) => {
    generation.usage = usage
    if (seconds !== undefined) generation.setAttribute(ATTR_AUDIO_DURATION, seconds)
  }
}
