import type { ChatClient } from '../contenders/contender.ts'
import { CALL, streamedCall } from './request.ts'

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[]
}

/** So many calls, one after another, each answer read. */
export async function makeCalls(client: ChatClient, calls: number): Promise<void> {
  for (let i = 0; i < calls; i++) {
    const answer = (await client.chat.completions.create(CALL)) as { readonly choices: readonly unknown[] }
    if (answer.choices.length !== 1) throw new Error('the answer has no choice')
  }
}

/**
 * One streamed call, read to its end as an application would.
 * @param atChunk called after each chunk
 * @throws where a chunk is missing: what loses chunks must not look fast
 */
export async function readStream(client: ChatClient, chunks: number, atChunk?: (index: number) => void): Promise<void> {
  const stream = (await client.chat.completions.create(streamedCall(chunks))) as AsyncIterable<Chunk>
  let seen = 0
  let characters = 0
  for await (const chunk of stream) {
    characters += chunk.choices?.[0]?.delta?.content?.length ?? 0
    atChunk?.(seen)
    seen++
  }
  if (seen !== chunks || (chunks > 4 && characters === 0)) throw new Error(`the stream had ${seen} of ${chunks} chunks`)
}
