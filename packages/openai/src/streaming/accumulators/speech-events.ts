import type { EventReader } from './event-accumulator.ts'
import { AUDIO } from './kinds.ts'

/** Events of streamed speech. The sound itself is not recorded. */
export const SPEECH_EVENTS: EventReader = {
  kinds: new Map([['speech.audio.delta', AUDIO]]),
  finalTypes: new Set(['speech.audio.done']),
  piece: () => undefined,
  messages: () => [],
}
