import type { Attributes } from '@opentelemetry/api'
import { ATTR_GEN_AI_REQUEST_TEMPERATURE } from '@tokenscope/semconv'
import { asRecord, asText } from '../attributes/json-record.ts'
import { readMediaUsage } from '../attributes/media-usage.ts'
import { putNumber } from '../attributes/put.ts'
import { inputTexts } from '../content/input-texts.ts'
import { textPart } from '../content/parts.ts'
import { snapshot, withOutput } from '../content/snapshot.ts'
import { EventAccumulator } from '../streaming/accumulators/event-accumulator.ts'
import { TRANSCRIPT_EVENTS } from '../streaming/accumulators/transcript-events.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * `audio.transcriptions.create`. The answer is an object, or a text where the application asked for `text`, `srt` or `vtt`. The audio
 * is a file of the application, and not read.
 */
export const transcriptions: Endpoint = {
  resource: ['audio', 'transcriptions'],
  method: 'create',
  operation: 'transcription',
  request(args) {
    const attributes: Attributes = {}
    const params = asRecord(args[0])
    putNumber(attributes, ATTR_GEN_AI_REQUEST_TEMPERATURE, params?.temperature)
    return { model: asText(params?.model), streaming: Boolean(params?.stream), attributes }
  },
  content: (args) => snapshot(() => ({ inputMessages: inputTexts(asRecord(args[0])?.prompt) })),
  response(value, generation, captureContent) {
    const answer = asRecord(value)
    if (answer) readMediaUsage(answer.usage, answer.duration)(generation)
    const text = asText(answer ? answer.text : value)
    if (captureContent && text !== undefined) {
      generation.content = withOutput(generation.content, [{ role: 'assistant', parts: [textPart(text)] }])
    }
    return undefined
  },
  accumulator: (captureContent) => new EventAccumulator(TRANSCRIPT_EVENTS, captureContent),
}

/** `audio.translations.create`: a transcription into English, which cannot be streamed. */
export const translations: Endpoint = { ...transcriptions, resource: ['audio', 'translations'], operation: 'translation' }
