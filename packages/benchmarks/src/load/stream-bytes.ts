/** The bytes of an HTTP answer that streams a chat completion. */
export interface StreamBytes {
  readonly head: Buffer
  /** `count` events as one HTTP chunk. */
  chunks(count: number): Buffer
  /** The reason, the usage and the end mark, and the end of the body. */
  readonly end: Buffer
  /** A whole JSON answer, after which the connection closes. */
  json(value: unknown): string
}

/** @param length tokens that the usage reports */
export function createStreamBytes(length: number): StreamBytes {
  const made = new Map<number, Buffer>()
  const word = event({ choices: [{ index: 0, delta: { content: ' word' } }] })
  const end = [
    event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    event({ choices: [], usage: { prompt_tokens: 20, completion_tokens: length, total_tokens: 20 + length } }),
    'data: [DONE]\n\n',
  ]
  return {
    head: Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'),
    chunks(count) {
      const bytes = made.get(count) ?? Buffer.from(httpChunk(word.repeat(count)))
      made.set(count, bytes)
      return bytes
    },
    end: Buffer.from(`${httpChunk(end.join(''))}0\r\n\r\n`),
    json(value) {
      const body = JSON.stringify(value)
      return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`
    },
  }
}

function event(chunk: object): string {
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', ...chunk })}\n\n`
}

function httpChunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`
}
