import { dialects } from '../dialect.ts'
import { CREATED } from '../generation/plan.ts'
import type { JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer } from './answer.ts'

const CATEGORIES = ['harassment', 'hate', 'illicit', 'self-harm', 'sexual', 'violence']

/** `POST /moderations`. */
export function answerModeration(request: JsonObject, script: Script): Answer {
  const inputs = Array.isArray(request.input) ? request.input : [request.input]
  const results = inputs.map(() => ({
    flagged: false,
    categories: Object.fromEntries(CATEGORIES.map((name) => [name, false])),
    category_scores: Object.fromEntries(CATEGORIES.map((name) => [name, 0.001])),
    category_applied_input_types: Object.fromEntries(CATEGORIES.map((name) => [name, ['text']])),
  }))
  return { kind: 'json', body: { id: 'modr-fake', model: script.model ?? request.model ?? 'omni-moderation-latest', results } }
}

/** `GET /models` and `GET /models/{id}`. */
export function answerModels(id: string | undefined, script: Script): Answer {
  const { modelIds, ownedBy } = dialects[script.dialect ?? 'openai']
  const model = (name: string): JsonObject => ({ id: name, object: 'model', created: CREATED, owned_by: ownedBy })
  return { kind: 'json', body: id === undefined ? { object: 'list', data: modelIds.map(model) } : model(id) }
}

/** Anything else: a plausible object, so that every method of a client can be called. */
export function answerAnythingElse(method: string, segments: readonly string[], request: JsonObject): Answer {
  const last = segments.at(-1) ?? 'object'
  const isCollection = method === 'GET' && segments.length % 2 === 1
  if (isCollection) return { kind: 'json', body: { object: 'list', data: [], has_more: false, first_id: null, last_id: null } }
  if (method === 'GET' && last === 'content')
    return { kind: 'binary', contentType: 'application/octet-stream', bytes: new Uint8Array([1, 2, 3]) }
  const id = segments.length % 2 === 0 ? last : `${last.replace(/s$/, '')}_fake`
  return {
    kind: 'json',
    body: {
      id,
      object: segments[0]?.replace(/s$/, '') ?? 'object',
      created_at: CREATED,
      status: 'completed',
      deleted: method === 'DELETE',
      ...(request.purpose !== undefined && { purpose: request.purpose }),
    },
  }
}
