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

/**
 * Anything else: a plausible object, so that every method of a client can be called. A plural in the path names a collection, what
 * follows it an id: `GET /batches` is an empty list, `POST /batches` makes `batch_fake`, `POST /batches/b1/cancel` is about `b1`.
 */
export function answerAnythingElse(method: string, segments: readonly string[], request: JsonObject): Answer {
  const last = segments.at(-1) ?? ''
  if (method === 'GET' && last === 'content') {
    return { kind: 'binary', contentType: 'application/octet-stream', bytes: new Uint8Array([1, 2, 3]) }
  }
  const at = segments.findLastIndex(isCollection)
  if (method === 'GET' && at === segments.length - 1) {
    return { kind: 'json', body: { object: 'list', data: [], has_more: false, first_id: null, last_id: null } }
  }
  const object = singular(segments[at] ?? segments[0] ?? 'object')
  const id = at < 0 ? undefined : segments[at + 1]
  return {
    kind: 'json',
    body: {
      id: id ?? `${object}_fake`,
      object,
      created_at: CREATED,
      status: 'completed',
      deleted: method === 'DELETE',
      ...(request.purpose !== undefined && { purpose: request.purpose }),
    },
  }
}

const isCollection = (segment: string): boolean => /^[a-z_]+s$/.test(segment)
const singular = (word: string): string => word.replace(/ches$/, 'ch').replace(/s$/, '')
