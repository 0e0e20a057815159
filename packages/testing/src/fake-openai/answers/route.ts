import { isTrue, type JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer } from './answer.ts'
import { answerChat } from './chat.ts'
import { answerCompletions } from './completions.ts'
import { answerEmbeddings } from './embeddings.ts'
import { answerFile } from './files.ts'
import { answerImages, answerSpeech, answerTranscription } from './media.ts'
import { answerAnythingElse, answerModels, answerModeration } from './other.ts'
import type { ResponseStore } from './responses.ts'

const POSTED: Readonly<Record<string, (request: JsonObject, script: Script) => Answer>> = {
  'chat/completions': answerChat,
  completions: answerCompletions,
  embeddings: answerEmbeddings,
  'images/generations': (request, script) => answerImages(request, script, 'image_generation'),
  'images/edits': (request, script) => answerImages(request, script, 'image_edit'),
  'images/variations': (request, script) => answerImages(request, script, 'image_generation'),
  'audio/speech': answerSpeech,
  'audio/transcriptions': answerTranscription,
  'audio/translations': answerTranscription,
  moderations: answerModeration,
}

/** What is asked, apart from the script. */
export interface Asked {
  method: string
  /** As the client sends it: with or without `/v1`, or in the form of Azure, and with its query. */
  path: string
  body: JsonObject
}

/** The answer to a request, before timing and faults. */
export function answerRequest({ method, path, body }: Asked, script: Script, responses: ResponseStore): Answer {
  const url = new URL(path, 'http://localhost')
  const { segments, deployment } = parsePath(url.pathname)
  const request = deployment === undefined ? body : { model: deployment, ...body }
  const answer = choose(method, segments, isTrue(url.searchParams.get('stream')), request, script, responses)
  if (script.chunks === undefined || answer.kind !== 'stream') return answer
  return { ...answer, events: script.chunks.map((data) => ({ data })) }
}

function choose(
  method: string,
  segments: readonly string[],
  streamed: boolean,
  request: JsonObject,
  script: Script,
  responses: ResponseStore,
): Answer {
  const route = segments.join('/')
  const [collection, id, action] = segments
  const posted = method === 'POST' && Object.hasOwn(POSTED, route) ? POSTED[route] : undefined
  if (posted) return posted(request, script)
  if (collection === 'models' && method === 'GET') return answerModels(id === undefined ? undefined : segments.slice(1).join('/'), script)
  if (collection === 'files' && action === undefined) return answerFile(method, id, request)
  if (collection === 'responses') {
    if (id === undefined && method === 'POST') return responses.create(request, script)
    if (id !== undefined && action === 'cancel') return responses.cancel(id, script)
    if (id !== undefined && action === undefined)
      return method === 'DELETE' ? responses.remove(id) : responses.retrieve(id, streamed, script)
  }
  return answerAnythingElse(method, segments, request)
}

/** `/v1/chat/completions` and `/openai/deployments/{d}/chat/completions` alike as `chat`, `completions`. */
function parsePath(path: string): { segments: string[]; deployment: string | undefined } {
  const segments = path.split('/').filter((segment) => segment !== '')
  if (segments[0] === 'openai') segments.shift()
  if (segments[0] === 'v1') segments.shift()
  const deployment = segments[0] === 'deployments' ? segments.splice(0, 2)[1] : undefined
  return { segments: segments.map(decodeSegment), deployment: deployment === undefined ? undefined : decodeSegment(deployment) }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
