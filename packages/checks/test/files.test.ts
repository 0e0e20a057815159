import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countLines, findNamelessFolder, isHandWritten, isKebabCase, MAX_LINES } from '../src/file-rules.ts'
import { trackedFiles } from '../src/tracked-files.ts'
import { ROOT } from '../src/workspace.ts'

const files = trackedFiles()
const sources = files.filter(isHandWritten)

describe('the tree', () => {
  it(`has no hand-written source file of more than ${MAX_LINES} lines`, () => {
    const long = sources.map((file) => ({ file, lines: countLines(read(file)) })).filter(({ lines }) => lines > MAX_LINES)
    expect(long).toEqual([])
  })

  it('has no folder whose name says nothing', () => {
    expect(sources.filter((file) => findNamelessFolder(file) !== undefined)).toEqual([])
  })

  it('has source files in kebab-case', () => {
    expect(sources.filter((file) => !isKebabCase(file))).toEqual([])
  })

  it('names no path of the machine that it was written on', () => {
    const texts = files.filter((file) => /\.(?:[cm]?[jt]sx?|json|md|ya?ml|sh)$/.test(file) && file !== 'pnpm-lock.yaml')
    const traces = [`${ROOT}/`, `${homedir()}/`].filter((trace) => trace.length > 2)
    const found = texts.filter((file) => {
      const text = read(file)
      return traces.some((trace) => text.includes(trace)) || /(?<![\w.])\/(?:root|work|Users\/\w+)\/\w/.test(text)
    })
    expect(found).toEqual([])
  })
})

describe('the rules for files', () => {
  it('see what they forbid', () => {
    expect(countLines('a\nb\n')).toBe(2)
    expect(countLines('a\nb')).toBe(2)
    expect(findNamelessFolder('packages/core/src/utils/clock.ts')).toBe('utils')
    expect(findNamelessFolder('packages/core/src/clock.ts')).toBeUndefined()
    expect([isKebabCase('src/fooBar.ts'), isKebabCase('src/foo-bar.test.ts'), isKebabCase('src/foo_bar.ts')]).toEqual([false, true, false])
  })
})

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}
