import { chat } from './chat.ts'
import { embeddings } from './embeddings.ts'
import type { Endpoint } from './endpoint.ts'

/** Every method with a full mapping. All others get a span by the name of their route. */
export const ENDPOINTS: readonly Endpoint[] = [chat, embeddings]
