import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Lens, LensError, startLens } from '@tokenscope/lens'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'
import { CommandFailure } from '../command-failure.ts'
import { paint } from '../terminal/paint.ts'
import { importSqlite } from './import-sqlite.ts'
import { openPage, wantsPage } from './open-page.ts'
import { parseRequest } from './parse-request.ts'

/** `tokenscope lens`: serves until the person interrupts. */
export async function runLens(context: CommandContext): Promise<number> {
  const { options, print, log, terminal, signal } = context
  const request = await parseRequest(context)
  if (request.db !== undefined) await importSqlite()
  const lens = await start(request)
  try {
    if (typeof options.import === 'string') await importFile(lens, options.import, context)
    print(paint(`tokenscope lens   ${lens.url}`, 'strong', terminal.colour))
    print(`Receives OTLP on  ${lens.otlpUrl}${lens.otlpUrl === lens.url ? '' : ', and on the page itself'}`)
    const status = lens.status()
    if (status.database) print(`Keeps calls in    ${status.database.file} (${status.calls} so far)`)
    if (status.sla !== null) print(`Judges them by    ${status.sla}`)
    if (lens.otlpUrl !== 'http://127.0.0.1:4318') print(`Your application  OTEL_EXPORTER_OTLP_ENDPOINT=${lens.otlpUrl}`)
    print('Until Ctrl-C.')
    if (wantsPage(context)) openPage(lens.url)
    await aborted(signal)
    return 0
  } finally {
    await lens.shutdown()
    const { database } = lens.status()
    if (database !== null && database.problem !== null)
      log(`Not everything was written to ${database.file}. The last problem: ${database.problem}.`)
  }
}

async function start(request: Parameters<typeof startLens>[0]): Promise<Lens> {
  try {
    return await startLens(request)
  } catch (error) {
    if (error instanceof LensError) throw new CommandFailure(error.message, { cause: error })
    throw error
  }
}

async function importFile(lens: Lens, file: string, { print, cwd }: CommandContext): Promise<void> {
  let content: Buffer
  try {
    content = await readFile(resolve(cwd, file))
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); name a file of OTLP JSON.`, {
      cause: error,
    })
  }
  try {
    const { spans, calls, rejected, problem } = lens.importFile(content)
    const lost = rejected === 0 ? '' : `; ${rejected} items could not be read: ${problem}`
    print(`Imported          ${spans} spans, ${calls} of them calls, from ${file}${lost}`)
  } catch (error) {
    throw new UsageError(`${file} is no OTLP JSON: ${(error as Error).message}`, { cause: error })
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
