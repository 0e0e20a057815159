import OpenAI from 'openai'
import { fakeFetch } from '../transport/fake-fetch.ts'

/** A client of the newest major, on the transport that answers from memory. */
export function newClient(): OpenAI {
  return new OpenAI({ apiKey: 'sk-not-a-key', fetch: fakeFetch })
}
