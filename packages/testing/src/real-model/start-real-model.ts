import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { waitFor } from '../wait-for.ts'
import { type Progress, prepare } from './prepare.ts'
import { sayOnStderr } from './real-model-missing.ts'
import { SERVER_SCRIPT } from './server-script.ts'

const MODEL = 'smollm2-135m-instruct'
const KILL_AFTER_MS = 2_000
const KEPT_LOG_CHARACTERS = 4_000

export interface RealModelOptions {
  /** Tokens of prompt and answer together that one request may have. Default 1024. */
  contextTokens?: number
  /** Requests that are answered at a time; the others wait without headers. Default 2. */
  slots?: number
  /** Told when something is downloaded. Default: a line on stderr. */
  onProgress?: Progress
  /** For the start itself, not for the download. Default 60 000. */
  timeoutMs?: number
}

/** A running server. It ends with this process, however this process ends. */
export interface RealModel extends AsyncDisposable {
  /** For the client's `baseURL`: `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  /** Name of the model. */
  readonly model: string
  /** Stops, and cuts what is still open. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Starts a small, real language model (SmolLM2, 135 million parameters) behind llama.cpp's own OpenAI-compatible server, on one thread. The
 * first start on a machine downloads 130 MB into the cache. Rejects with what to install where it cannot run: see `realModelMissing()`.
 */
export async function startRealModel(options: RealModelOptions = {}): Promise<RealModel> {
  const { contextTokens = 1024, slots = 2, timeoutMs = 60_000 } = options
  const { python, weights } = await prepare(options.onProgress ?? sayOnStderr)
  const child = spawn(python, ['-I', '-c', SERVER_SCRIPT, weights, MODEL, String(contextTokens), String(slots)])
  child.stdin.on('error', () => undefined) // the server is gone, which `ended` tells
  const ended = howItEnds(child)
  const close = async (): Promise<void> => {
    child.stdin.end()
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    await ended
    clearTimeout(timer)
  }
  try {
    const address = await whenServing(child, ended, timeoutMs)
    return { url: `${address}/v1`, model: MODEL, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

async function howItEnds(child: ChildProcess): Promise<string> {
  return await new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(`could not be started: ${message}`))
    child.once('close', (code, signal) => resolve(`ended (${signal ?? `exit code ${code}`}) before it served`))
  })
}

async function whenServing(child: ChildProcessWithoutNullStreams, ended: Promise<string>, timeoutMs: number): Promise<string> {
  let log = ''
  let printed = ''
  let early: string | undefined
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-KEPT_LOG_CHARACTERS)
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-KEPT_LOG_CHARACTERS)
  })
  void ended.then((how) => {
    early = how
  })
  const isHealthy = async (address: string): Promise<boolean> => (await fetch(`${address}/health`)).ok
  const serving = async (): Promise<string | undefined> => {
    const address = /^http\S+(?=\n)/m.exec(printed)?.[0]
    return address !== undefined && (await isHealthy(address)) ? address : undefined
  }
  const answer = await waitFor(async () => early ?? (await serving()), { timeoutMs, what: 'the real model to serve' }).catch(
    (cause: Error) => {
      throw new Error(`${cause.message}\n${log}`, { cause })
    },
  )
  if (early !== undefined) throw new Error(`the real model's server ${early}\n${log}`)
  return answer
}
