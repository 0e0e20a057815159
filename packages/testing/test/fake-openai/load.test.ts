import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { controlledStream, type FakeOpenAI, type FakeOpenAIOptions, startFakeOpenAI, waitFor } from '../../src/index.ts'

let server: FakeOpenAI
const start = async (options: FakeOpenAIOptions) => (server = await startFakeOpenAI(options))
afterEach(() => server.close())

const request = { method: 'POST', body: '{"stream":true}' }
const ask = (signal?: AbortSignal) => fetch(`${server.url}/chat/completions`, { ...request, ...(signal && { signal }) })

it('200,000 chunks arrive, all of them', async () => {
  await start({ script: { tokens: 200_000 } })
  let events = 0
  let before = ''
  const decoder = new TextDecoder()
  for await (const bytes of (await ask()).body!) {
    const text = before + decoder.decode(bytes, { stream: true })
    events += text.split('\n\ndata: ').length - 1
    before = text.slice(-'\n\ndata:'.length)
  }
  // The first event has nothing before it; role, finish reason and [DONE] come on top.
  expect(events + 1).toBe(200_003)
  expect(server.requests[0]).toMatchObject({ finished: true, eventsWritten: 200_002 })
})

it('an endless stream waits for a client that does not read, goes on when it does, and ends when it leaves', async () => {
  await start({ script: { text: 'again', endless: true } })
  const socket = connect(server.port, '127.0.0.1')
  socket.pause()
  socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 15\r\n\r\n{"stream":true}')
  const written = () => server.requests[0]?.eventsWritten ?? 0
  let last = -1
  await waitFor(
    () => {
      const isStill = written() > 0 && written() === last
      last = written()
      return isStill
    },
    { intervalMs: 100 },
  )
  const stopped = written()
  socket.resume()
  await waitFor(() => written() > 2 * stopped)
  socket.destroy()
  await waitFor(() => server.requests[0]?.aborted)
})

it('requests beyond the limit wait in turn, without headers, and leave the queue when their client does', async () => {
  await start({ maxConcurrent: 1 })
  const first = controlledStream()
  server.enqueue(first, { text: 'left' }, { text: 'third' })
  const running = await ask()
  const leaving = new AbortController()
  const left = ask(leaving.signal).catch(() => 'left')
  await waitFor(() => server.queued === 1)
  const third = ask()
  await waitFor(() => server.queued === 2)
  leaving.abort()
  expect(await left).toBe('left')
  await waitFor(() => server.queued === 1)
  expect(server.requests.map(({ status }) => status)).toEqual([200, 0, 0])
  first.end()
  await running.text()
  expect(await (await third).text()).toContain('third')
  expect(server.requests.map(({ finished, aborted }) => [finished, aborted])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ])
})

it('closing cuts what is still open, and leaves nothing behind', async () => {
  await start({ script: { hangAt: 1 } })
  const reading = (await ask()).text().catch((error: Error) => error.message)
  await waitFor(() => server.requests[0]?.eventsWritten === 1)
  await server.close()
  await server.close()
  expect(await reading).toBe('terminated')
})
