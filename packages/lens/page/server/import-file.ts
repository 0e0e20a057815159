import type { ImportResult } from '../../src/api/index.ts'
import { formatCount } from '../format/number.ts'
import { announce } from '../shell/announce.ts'
import { getJson } from './get-json.ts'

const MAX_BYTES = 20 * 1024 * 1024

/** Sends files of OTLP JSON to the lens, one after the other, and says what came of each. */
export async function importFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    try {
      announce(await importFile(file), 'good')
    } catch (error) {
      announce(`${file.name}: ${error instanceof Error ? error.message : String(error)}`, 'bad')
    }
  }
}

async function importFile(file: File): Promise<string> {
  if (file.size > MAX_BYTES) {
    throw new Error('larger than 20 MiB. Give it to the lens when it starts: tokenscope lens --import FILE.')
  }
  const headers = { 'content-type': 'application/json' }
  const { calls, spans, rejected, problem } = await getJson<ImportResult>('/api/import', { method: 'POST', headers, body: file })
  const lost = rejected === 0 ? '' : ` ${count(rejected, 'item')} could not be read: ${problem}.`
  return `${file.name}: ${count(calls, 'call')} in ${count(spans, 'span')} imported.${lost}`
}

function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`
}
