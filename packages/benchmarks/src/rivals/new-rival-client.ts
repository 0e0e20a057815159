import type { ChatClient } from '../contenders/contender.ts'
import { fakeFetch } from '../transport/fake-fetch.ts'
import type { Load } from './rival.ts'

type OpenAI = new (options: object) => ChatClient

/** A client from the rival's own copy of `openai`, which is loaded now: after what must be there before it. */
export function newRivalClient(load: Load): ChatClient {
  const { default: Client } = load('openai') as { readonly default: OpenAI }
  return new Client({ apiKey: 'sk-not-a-key', fetch: fakeFetch })
}
