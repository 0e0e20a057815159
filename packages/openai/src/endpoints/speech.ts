import { ATTR_GEN_AI_OUTPUT_TYPE } from '@tokenscope/semconv'
import { asRecord, asText } from '../attributes/json-record.ts'
import { inputTexts } from '../content/input-texts.ts'
import { textPart } from '../content/parts.ts'
import { snapshot } from '../content/snapshot.ts'
import { EventAccumulator } from '../streaming/accumulators/event-accumulator.ts'
import { SPEECH_EVENTS } from '../streaming/accumulators/speech-events.ts'
import type { Endpoint } from './endpoint.ts'

/** `audio.speech.create`. The answer is a raw response whose body belongs to the application: nothing of it is read. */
export const speech: Endpoint = {
  resource: ['audio', 'speech'],
  method: 'create',
  operation: 'speech',
  request(args) {
    const params = asRecord(args[0])
    const attributes = { [ATTR_GEN_AI_OUTPUT_TYPE]: 'speech' }
    return { model: asText(params?.model), streaming: Boolean(params?.stream), attributes }
  },
  content(args) {
    return snapshot(() => {
      const params = asRecord(args[0])
      const instructions = asText(params?.instructions)
      return {
        inputMessages: inputTexts(params?.input),
        systemInstructions: instructions === undefined ? undefined : [textPart(instructions)],
      }
    })
  },
  response: () => undefined,
  accumulator: (captureContent) => new EventAccumulator(SPEECH_EVENTS, captureContent),
}
