/**
 * Asks, and calls `onText` for each piece of the answer as it comes.
 *
 * @param {readonly {role: string, content: string}[]} messages
 * @param {{onText: (text: string) => void, signal: AbortSignal}} options
 * @returns {Promise<string | null>} the `traceparent` of the answer
 */
export async function ask(messages, { onText, signal }) {
  const response = await fetch('/api/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages }),
    signal,
  })
  let isWhole = false
  for await (const { text, error, end } of lines(response)) {
    if (error !== undefined) throw new Error(error)
    if (text !== undefined) onText(text)
    if (end) isWhole = true
  }
  if (!isWhole) throw new Error('The answer broke off.')
  return response.headers.get('traceparent')
}

/** Reports on an answer; a failure of that is no concern of the reader. */
export async function report(path, traceparent, value) {
  try {
    const headers = { 'content-type': 'application/json', traceparent }
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(value), keepalive: true })
    return response.ok
  } catch {
    return false
  }
}

async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    rest += value
    const whole = rest.split('\n')
    rest = whole.pop() ?? ''
    for (const line of whole) if (line !== '') yield JSON.parse(line)
  }
  if (rest !== '') yield JSON.parse(rest)
}
