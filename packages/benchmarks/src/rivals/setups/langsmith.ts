import type { ChatClient, Subject } from '../../contenders/contender.ts'
import { newRivalClient } from '../new-rival-client.ts'
import type { Load } from '../rival.ts'

type LangSmith = new (options: object) => { awaitPendingTraceBatches(): Promise<void> }
type Wrap = (client: ChatClient, options: object) => ChatClient

/** Tracing on, inputs and outputs hidden, its batches sent to a `fetch` that answers at once. */
export function setUp(load: Load): Subject {
  let batches = 0
  const fetchImplementation = async (url: unknown): Promise<Response> => {
    if (String(url).includes('/runs')) batches++
    return Response.json({})
  }
  const { Client } = load('langsmith') as { readonly Client: LangSmith }
  const { wrapOpenAI } = load('langsmith/wrappers/openai') as { readonly wrapOpenAI: Wrap }
  const client = new Client({
    apiKey: 'not-a-key',
    apiUrl: 'https://langsmith.invalid',
    hideInputs: true,
    hideOutputs: true,
    fetchImplementation,
  })
  return {
    client: wrapOpenAI(newRivalClient(load), { client, tracingEnabled: true }),
    flush: () => client.awaitPendingTraceBatches(),
    recorded: () => batches,
  }
}
