const MESSAGES = [
  { role: 'system', content: 'You are a helpful assistant that answers briefly.' },
  { role: 'user', content: 'What is a token, and why does it matter to me? Two sentences, please.' },
]

/** An ordinary call. */
export const CALL: object = { model: 'gpt-4o', messages: MESSAGES, temperature: 0.7, max_completion_tokens: 256 }

/** The same, streamed; the transport answers with so many chunks. */
export function streamedCall(chunks: number): object {
  return { ...CALL, max_completion_tokens: chunks, stream: true, stream_options: { include_usage: true } }
}
