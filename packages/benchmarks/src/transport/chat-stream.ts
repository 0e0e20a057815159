/** Events that arrive together: a network chunk of a fast server carries several. */
const EVENTS_PER_NETWORK_CHUNK = 6
const WORDS = [' token', ' by', ' token', ',', ' the', ' answer', ' arrives', ' as', ' server', '-sent', ' events', '.']

/**
 * The bytes of a streamed chat answer with `chunks` SSE events, cut into network chunks: a role, contents, a finish reason, usage.
 * Made once per length, so that no stream pays for the encoding.
 */
export function chatStream(chunks: number): readonly Uint8Array[] {
  const known = streams.get(chunks)
  if (known) return known
  const events = Array.from({ length: chunks }, (_, index) => event(index, chunks))
  events.push('data: [DONE]\n\n')
  const encoder = new TextEncoder()
  const made: Uint8Array[] = []
  for (let at = 0; at < events.length; at += EVENTS_PER_NETWORK_CHUNK) {
    made.push(encoder.encode(events.slice(at, at + EVENTS_PER_NETWORK_CHUNK).join('')))
  }
  streams.set(chunks, made)
  return made
}

const streams = new Map<number, readonly Uint8Array[]>()

function event(index: number, chunks: number): string {
  const choices =
    index === chunks - 1 ? [] : [{ index: 0, delta: delta(index, chunks), logprobs: null, finish_reason: finish(index, chunks) }]
  const chunk = {
    id: 'chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG',
    object: 'chat.completion.chunk',
    created: 1_741_570_283,
    model: 'gpt-4o-2024-08-06',
    service_tier: 'default',
    system_fingerprint: 'fp_eb9dce56a8',
    choices,
    usage: index === chunks - 1 ? usage(chunks) : null,
  }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

function delta(index: number, chunks: number): object {
  if (index === 0) return { role: 'assistant', content: '', refusal: null }
  return index === chunks - 2 ? {} : { content: WORDS[index % WORDS.length] }
}

function finish(index: number, chunks: number): 'stop' | null {
  return index === chunks - 2 ? 'stop' : null
}

function usage(chunks: number): object {
  const tokens = chunks - 3
  return {
    prompt_tokens: 34,
    completion_tokens: tokens,
    total_tokens: 34 + tokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  }
}
