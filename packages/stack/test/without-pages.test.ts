import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { StackUrls } from '../src/stack-urls.ts'
import { withoutPages } from '../src/status/without-pages.ts'

async function serve(status: number, text: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(text)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const look = async (jaeger: string, prometheus: string): Promise<string[]> => await withoutPages({ jaeger, prometheus } as StackUrls)

describe('a component without pages for a browser', () => {
  it('is Jaeger with its placeholder, and Prometheus without its files', async () => {
    const jaeger = await serve(200, '<p>you are running a binary that was not compiled with the UI assets.</p>')
    const prometheus = await serve(500, 'Error opening React index.html: open static/mantine-ui/index.html: no such file or directory')
    expect(await look(jaeger, prometheus)).toEqual(['jaeger', 'prometheus'])
  })

  it('is none that has them, and none that does not answer', async () => {
    const page = await serve(200, '<!doctype html><div id="root"></div>')
    expect(await look(page, page)).toEqual([])
    expect(await look('http://127.0.0.1:1', 'http://127.0.0.1:1')).toEqual([])
  })
})
