import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { LensError, startLens } from '../src/index.ts'

async function failure(options: Parameters<typeof startLens>[0]): Promise<string> {
  const error: unknown = await startLens(options).then(
    (lens) => lens.shutdown(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LensError)
  return (error as LensError).message
}

/** Has a port, and answers everything alike. */
async function occupy(status: number, text: string): Promise<{ port: number; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer((_, response) => response.writeHead(status).end(text))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) }
}

describe('a port that is taken', () => {
  it('by another lens is said to be so, with its address', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false })
    const port = Number(new URL(lens.url).port)
    expect(await failure({ port, otlpPort: false })).toBe(
      `A tokenscope lens runs on port ${port} already: open ${lens.url}. For a second one type\n  tokenscope lens --port ${port + 1}`,
    )
  })

  it('by a Collector is told apart, with what to do about the stack', async () => {
    await using other = await occupy(405, '405 method not allowed, supported: [POST]')
    const { port } = other
    expect(await failure({ port: 0, otlpPort: port })).toBe(
      [
        `Port ${port} is taken by an OpenTelemetry Collector: perhaps that of tokenscope stack up.`,
        'Calls that go to it are in Jaeger (http://127.0.0.1:16686). To see them here, stop it:',
        '  tokenscope stack down',
        'or leave it, and type',
        `  tokenscope lens --otlp-port ${port + 2}`,
        'and point your application there:',
        `  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:${port + 2}`,
      ].join('\n'),
    )
  })

  it('by something else is named, with another to type; what was started already is taken down', async () => {
    await using other = await occupy(200, 'hello')
    const { port } = other
    expect(await failure({ port: 0, otlpPort: port })).toContain(
      `Port ${port} is taken by another program. Choose another one with --otlp-port:\n`,
    )
    expect(await failure({ port, otlpPort: false })).toBe(
      `Port ${port} is taken by another program. Choose another one with --port:\n  tokenscope lens --port ${port + 1}`,
    )
  })

  it('or an address that is not of this machine is explained', async () => {
    expect(await failure({ port: 0, otlpPort: false, host: '192.0.2.1' })).toBe(
      '192.0.2.1 is no address of this machine; leave --host out, or give one that is.',
    )
  })
})
