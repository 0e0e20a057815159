import { type ReadonlySignal, signal } from '@preact/signals'
import type { CallSummary, LensStatus } from '../../src/api/index.ts'

export type Connection = 'connecting' | 'live' | 'lost'

/** What a batch of events says: calls that are new or changed, or that too much was missed and lists are to be fetched again. */
export interface LiveBatch {
  readonly calls: readonly CallSummary[]
  readonly reset: boolean
}

const BATCH_MS = 150
const MAX_BATCH = 2_000
const RETRY_MS = 3_000
/** A page in the background for this long gives its connection back: a browser has six for each host. */
const HIDDEN_MS = 60_000

const connectionSignal = signal<Connection>('connecting')
const statusSignal = signal<LensStatus | null>(null)
const listeners = new Set<(batch: LiveBatch) => void>()
let source: EventSource | undefined
let waiting: CallSummary[] = []
let mustReset = false
let isDue = false

export const connection: ReadonlySignal<Connection> = connectionSignal
export const lensStatus: ReadonlySignal<LensStatus | null> = statusSignal

/** Told of each batch, at most every 150 ms. @returns the undo */
export function onLive(listener: (batch: LiveBatch) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the stream of events and keeps it open. Called once. */
export function startLive(): void {
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer)
    if (document.visibilityState === 'hidden') hiddenTimer = setTimeout(close, HIDDEN_MS)
    else if (source === undefined) open()
  })
  open()
}

function open(): void {
  connectionSignal.value = 'connecting'
  const opened = new EventSource('/api/events')
  source = opened
  let isNew = true
  opened.addEventListener('open', () => {
    connectionSignal.value = 'live'
    // The browser resumes a stream that it lost. A new one begins now: what came since the lists were fetched, nobody told.
    if (isNew) queue(() => (mustReset = true))
    isNew = false
  })
  opened.addEventListener('call', ({ data }: MessageEvent<string>) =>
    queue(() => {
      if (waiting.length < MAX_BATCH) waiting.push(JSON.parse(data) as CallSummary)
      else mustReset = true
    }),
  )
  opened.addEventListener('reset', () => queue(() => (mustReset = true)))
  opened.addEventListener('status', ({ data }: MessageEvent<string>) => {
    statusSignal.value = JSON.parse(data) as LensStatus
  })
  opened.addEventListener('error', () => {
    connectionSignal.value = 'lost'
    // The browser resumes by itself after a lost connection, but gives up after an answer that is no stream.
    if (opened.readyState !== EventSource.CLOSED || source !== opened) return
    close()
    setTimeout(() => source === undefined && document.visibilityState === 'visible' && open(), RETRY_MS)
  })
}

function close(): void {
  source?.close()
  source = undefined
}

function queue(note: () => void): void {
  note()
  if (isDue) return
  isDue = true
  setTimeout(deliver, BATCH_MS)
}

function deliver(): void {
  const batch: LiveBatch = { calls: waiting, reset: mustReset }
  waiting = []
  mustReset = false
  isDue = false
  for (const listener of listeners) listener(batch)
}
