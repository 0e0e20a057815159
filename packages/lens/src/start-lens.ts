import type { Server } from 'node:http'
import type { ImportResult, LensStatus } from './api/status.ts'
import { KeptFile } from './database/kept-file.ts'
import type { LensOptions } from './lens-options.ts'
import { resolveOptions } from './lens-options.ts'
import { EventHub } from './live/event-hub.ts'
import { servedFiles } from './page-files/page-files.ts'
import { allowedHosts } from './serve/allow-request.ts'
import { answerStrangers } from './serve/answer-strangers.ts'
import { closeServer } from './serve/close-server.ts'
import { createListener, type Served } from './serve/create-listener.ts'
import { listen, urlOf } from './serve/listen.ts'
import { toStatus } from './serve/to-status.ts'
import { decodeFile } from './take-in/decode-json.ts'
import { Holdings, toImportResult } from './take-in/holdings.ts'

/** A lens that runs. */
export interface Lens {
  /** Address of the page: `http://127.0.0.1:4319`. It takes OTLP too. */
  readonly url: string
  /** Where OTLP over HTTP is taken, without path: what goes into `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly otlpUrl: string
  status(): LensStatus
  /** Takes in a file of OTLP JSON, one request or one a line. Throws, with what is wrong, where it is none; then nothing of it is kept. */
  importFile(content: Uint8Array): ImportResult
  /** Stops listening, tells the pages, writes what waits for the disk. */
  shutdown(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a lens: receives traces, metrics and logs over OTLP/HTTP, holds the newest within bounds, and serves a page that shows them live.
 * Throws a {@link LensError}, with what to type, where a port is taken or the database cannot be used.
 *
 * @example
 * const lens = await startLens()
 * console.log(`Open ${lens.url}, and send OTLP to ${lens.otlpUrl}`)
 */
export async function startLens(options: LensOptions = {}): Promise<Lens> {
  const resolved = resolveOptions(options)
  const { host, port, otlpPort, db, sla, jaegerUrl } = resolved
  const startedMs = Date.now()
  const holdings = new Holdings(resolved.bounds, sla?.targets)
  const servers: Server[] = []
  const otlpUrls: string[] = []
  let kept: KeptFile | undefined
  const status = (): LensStatus =>
    toStatus(holdings, { startedMs, otlpUrls, database: kept?.status ?? null, sla: sla?.name ?? null, jaegerUrl, listeners: hub.listeners })
  const hub = new EventHub(startedMs.toString(36), status)
  const shutdown = once(async () => {
    hub.close()
    await Promise.all(servers.map(closeServer))
    kept?.close()
  })
  try {
    if (db !== undefined) kept = await KeptFile.open(db, holdings)
    holdings.listen({ onCall: (call) => hub.call(call) })
    const served: Served = { holdings, hub, jaegerUrl, status, allowed: allowedHosts(host, resolved.allowedHosts), page: lazyFiles() }
    const page = await listen('page', host, port, createListener(served))
    servers.push(page)
    answerStrangers(page, (problem) => holdings.refuse(problem))
    if (otlpPort !== false) {
      const otlp = await listen('otlp', host, otlpPort, createListener({ ...served, page: urlOf(page, host) }))
      servers.push(otlp)
      answerStrangers(otlp, (problem) => holdings.refuse(problem))
      otlpUrls.push(urlOf(otlp, host))
    }
    const url = urlOf(page, host)
    otlpUrls.push(url)
    return {
      url,
      otlpUrl: otlpUrls[0] ?? url,
      status,
      importFile: (content) => toImportResult(holdings.take((context, batch) => decodeFile(content, context, batch))),
      shutdown,
      [Symbol.asyncDispose]: shutdown,
    }
  } catch (error) {
    await shutdown()
    throw error
  }
}

/** Read and compressed when the first page asks; a failure is not remembered. */
function lazyFiles(): () => ReturnType<typeof servedFiles> {
  let files: ReturnType<typeof servedFiles> | undefined
  return () => {
    files ??= servedFiles().catch((error: unknown) => {
      files = undefined
      throw error
    })
    return files
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined
  return () => {
    result ??= run()
    return result
  }
}
