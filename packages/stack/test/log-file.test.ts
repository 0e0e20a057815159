import { appendFile, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boundLog, LOG_LIMIT_BYTES, lastLines, rotateLog } from '../src/processes/log-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe('a log', () => {
  it('is put aside at a start, one generation of it', async () => {
    const file = join(await temporaryFolder(), 'x.log')
    await rotateLog(file)
    for (const text of ['first', 'second', 'third']) {
      await writeFile(file, text)
      await rotateLog(file)
    }
    expect(await readFile(`${file}.1`, 'utf8')).toBe('third')
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  it('that has outgrown its limit keeps its last lines', async () => {
    const file = join(await temporaryFolder(), 'x.log')
    await writeFile(file, `${'x'.repeat(LOG_LIMIT_BYTES - 10)}\nlast but one\n`)
    await appendFile(file, 'last\n')
    await boundLog(file)
    expect((await stat(file)).size).toBeLessThan(20_000)
    expect(await lastLines(file, 2)).toEqual(['last but one', 'last'])
  })

  it('below its limit stays as it is', async () => {
    const file = join(await temporaryFolder(), 'x.log')
    await writeFile(file, 'a\nb\n')
    await boundLog(file)
    expect(await readFile(file, 'utf8')).toBe('a\nb\n')
    expect(await lastLines(file, 1)).toEqual(['b'])
  })

  it('that is not there has no lines', async () => {
    expect(await lastLines(join(await temporaryFolder(), 'x.log'), 3)).toEqual([])
  })
})
