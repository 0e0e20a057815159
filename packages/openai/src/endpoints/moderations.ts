import { asFilledText, asRecord, asText } from '../attributes/json-record.ts'
import { inputTexts } from '../content/input-texts.ts'
import { snapshot } from '../content/snapshot.ts'
import type { Endpoint } from './endpoint.ts'

/** `moderations.create`. Its verdicts are not recorded: they are about the content. */
export const moderations: Endpoint = {
  resource: ['moderations'],
  method: 'create',
  operation: 'moderation',
  request: (args) => ({ model: asText(asRecord(args[0])?.model), streaming: false, attributes: {} }),
  content: (args) => snapshot(() => ({ inputMessages: inputTexts(asRecord(args[0])?.input) })),
  response(value, generation) {
    const answer = asRecord(value)
    generation.responseId = asFilledText(answer?.id)
    generation.responseModel = asFilledText(answer?.model)
    return undefined
  },
}
