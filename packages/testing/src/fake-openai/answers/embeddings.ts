import { countTokens } from '../generation/words.ts'
import { type JsonObject, numberOf, stringOf } from '../json-value.ts'
import { Random } from '../random.ts'
import type { Script } from '../script.ts'
import type { Answer } from './answer.ts'

const DEFAULT_DIMENSIONS = 8

/** `POST /embeddings`: floats, or base64 of float32 as the client asks for by itself. */
export function answerEmbeddings(request: JsonObject, script: Script): Answer {
  const random = new Random(script.seed ?? 1)
  const inputs = Array.isArray(request.input) && typeof request.input[0] !== 'number' ? request.input : [request.input]
  const dimensions = numberOf(request.dimensions) ?? DEFAULT_DIMENSIONS
  const data = inputs.map((_, index) => {
    const vector = Float32Array.from({ length: dimensions }, () => random.next() * 2 - 1)
    const embedding = request.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector]
    return { object: 'embedding', index, embedding }
  })
  const tokens = script.usageCounts?.promptTokens ?? countTokens(request.input)
  const usage = script.usage === 'absent' ? {} : { usage: { prompt_tokens: tokens, total_tokens: tokens } }
  return { kind: 'json', body: { object: 'list', data, model: script.model ?? stringOf(request.model) ?? 'embedding', ...usage } }
}
