import type { JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer } from './answer.ts'
import { answerChat } from './chat.ts'
import { answerCompletions } from './completions.ts'
import { answerEmbeddings } from './embeddings.ts'
import { answerImages, answerSpeech, answerTranscription } from './media.ts'
import { answerAnythingElse, answerModels, answerModeration } from './other.ts'
import { answerResponses, answerStoredResponse } from './responses.ts'

const POSTED: Readonly<Record<string, (request: JsonObject, script: Script) => Answer>> = {
  'chat/completions': answerChat,
  completions: answerCompletions,
  responses: answerResponses,
  embeddings: answerEmbeddings,
  'images/generations': (request, script) => answerImages(request, script, 'image_generation'),
  'images/edits': (request, script) => answerImages(request, script, 'image_edit'),
  'images/variations': (request, script) => answerImages(request, script, 'image_generation'),
  'audio/speech': answerSpeech,
  'audio/transcriptions': answerTranscription,
  'audio/translations': answerTranscription,
  moderations: answerModeration,
}

/** The answer to a request; the path is as the client sends it, with or without `/v1`, or in the form of Azure. */
export function answerRequest(
  method: string,
  path: string,
  request: JsonObject,
  script: Script,
  backgroundPolls: Map<string, number>,
): Answer {
  const segments = pathSegments(path)
  const route = segments.join('/')
  const posted = method === 'POST' && Object.hasOwn(POSTED, route) ? POSTED[route] : undefined
  if (posted) return posted(request, script)
  if (segments[0] === 'models' && method === 'GET')
    return answerModels(segments.length > 1 ? segments.slice(1).join('/') : undefined, script)
  if (segments[0] === 'responses' && segments[1] !== undefined && method !== 'DELETE') {
    const id = segments[1]
    if (segments[2] === 'cancel') return answerStoredResponse(id, 'cancelled', request, script)
    const polls = (backgroundPolls.get(id) ?? 0) + 1
    backgroundPolls.set(id, polls)
    return answerStoredResponse(id, polls === 1 ? 'in_progress' : 'completed', request, script)
  }
  return answerAnythingElse(method, segments, request)
}

/** `/v1/chat/completions` and `/openai/deployments/{d}/chat/completions` alike as `chat`, `completions`. */
export function pathSegments(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '')
  if (segments[0] === 'openai') segments.shift()
  if (segments[0] === 'v1') segments.shift()
  if (segments[0] === 'deployments') segments.splice(0, 2)
  return segments.map(decodeURIComponent)
}
