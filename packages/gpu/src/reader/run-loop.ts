import { type Failure, toFailure, toSpawnFailure } from '../parse/failure.ts'
import type { GpuReading } from '../parse/gpu-reading.ts'
import { LineSplitter } from '../parse/line-splitter.ts'
import { RowReader } from '../parse/row-reader.ts'
import type { QueryField } from '../query-field.ts'
import type { ChildKeeper } from './child-keeper.ts'
import type { Timings } from './timings.ts'

export interface LoopOptions {
  readonly keeper: ChildKeeper
  readonly command: string
  readonly args: readonly string[]
  readonly fields: readonly QueryField[]
  readonly timings: Timings
  /** Ends the child and the run; its reason, a {@link Failure}, is the result. */
  readonly signal: AbortSignal
  readonly onRow: (reading: GpuReading) => void
  /** A line that is not a row. */
  readonly onText: (line: string) => void
}

export interface LoopEnd extends Failure {
  /** How many rows came. */
  readonly rows: number
  /** The first lines that were not rows. */
  readonly text: string
}

/** So many lines in a row without one that can be read, and the child is replaced. */
const MAX_GARBAGE_LINES = 50
const MAX_TEXT_LENGTH = 4_096

/** Runs one child in loop mode until it ends, stalls or prints garbage. Never throws; when it resolves, the child is gone or abandoned. */
export function runLoop(options: LoopOptions): Promise<LoopEnd> {
  const { keeper, command, args, fields, timings, signal } = options
  return new Promise((resolve) => {
    const child = keeper.spawn(command, args)
    if (child instanceof Error) return resolve({ ...toSpawnFailure(child.code, command), rows: 0, text: '' })
    const splitter = new LineSplitter()
    const rowReader = new RowReader(fields)
    let rows = 0
    let garbage = 0
    let text = ''
    let ending = false

    const finish = (failure: Failure): void => {
      clearTimeout(watchdog)
      signal.removeEventListener('abort', onAbort)
      resolve({ ...failure, rows, text })
    }
    const stop = (failure: Failure, force: boolean): void => {
      if (ending) return
      ending = true
      void keeper.end(child, force).then(() => finish(failure))
    }
    const onAbort = (): void => stop(signal.reason as Failure, false)
    const onSilence = (): void => {
      if (rows > 0) stop({ reason: 'stalled', message: `no row for ${timings.stalledMs} ms` }, true)
      else if (text !== '') stop(garbageFailure(text, fields), true)
      else stop({ reason: 'stalled', message: `no row within ${timings.firstRowMs} ms of its start` }, true)
    }
    let watchdog = setTimeout(onSilence, timings.firstRowMs)
    watchdog.unref()

    const onLine = (line: string): void => {
      const reading = rowReader.read(line, performance.now())
      if (reading) {
        garbage = 0
        if (++rows === 1) {
          clearTimeout(watchdog)
          watchdog = setTimeout(onSilence, timings.stalledMs)
          watchdog.unref()
        }
        options.onRow(reading)
      } else if (line.trim() !== '') {
        if (text.length < MAX_TEXT_LENGTH) text += `${line.slice(0, 1_000)}\n`
        options.onText(line)
        if (++garbage >= MAX_GARBAGE_LINES) stop(garbageFailure(text, fields), true)
      }
    }

    child.stdout?.setEncoding('utf8')
    child.stdout?.on('data', (chunk: string) => {
      const rowsBefore = rows
      for (const line of splitter.push(chunk)) if (!ending) onLine(line)
      if (rows > rowsBefore && !ending) watchdog.refresh()
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined && !ending) {
        ending = true
        finish(toSpawnFailure(error.code, command))
      }
    })
    child.on('close', (exitCode, signalName) => {
      if (ending) return
      ending = true
      onLine(splitter.flush())
      finish(toFailure(exitCode, signalName, text))
    })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

function garbageFailure(text: string, fields: readonly QueryField[]): Failure {
  const line = text.split('\n')[0] ?? ''
  const cells = line.split(',').length
  const hint = cells > fields.length ? ` (${cells} cells instead of ${fields.length}: numbers with a decimal comma cannot be read)` : ''
  return { reason: 'garbage', message: `printed lines that are not rows${hint}, the first: ${line.slice(0, 200)}` }
}
