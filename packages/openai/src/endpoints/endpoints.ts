import { chat } from './chat.ts'
import { completions } from './completions.ts'
import { embeddings } from './embeddings.ts'
import type { Endpoint } from './endpoint.ts'
import { betaFetchResponse, fetchResponse } from './fetch-response.ts'
import { images } from './images.ts'
import { moderations } from './moderations.ts'
import { betaResponses, responses } from './responses.ts'
import { speech } from './speech.ts'
import { transcriptions, translations } from './transcriptions.ts'

/**
 * Every method with a full mapping. All others get a span by the name of their route. `beta.chat.completions` needs no entry: it calls
 * `chat.completions`.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  chat,
  responses,
  fetchResponse,
  betaResponses,
  betaFetchResponse,
  embeddings,
  completions,
  ...images,
  speech,
  transcriptions,
  translations,
  moderations,
]
