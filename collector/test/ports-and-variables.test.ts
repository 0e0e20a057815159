import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectorFolder } from '@tokenscope/stack'
import { expect, it } from 'vitest'

const page = readFileSync(join(collectorFolder(), '..', 'packages', 'docs', 'stack', 'ports-and-variables.md'), 'utf8')
const files = globSync(['*.yaml', '{kubernetes,remote-write,jaeger-at-scale,prometheus,alertmanager}/**/*.{yaml,yml}'], {
  cwd: collectorFolder(),
}).filter((file) => !file.startsWith(join('prometheus', 'tests')))
const text = files.map((file) => readFileSync(join(collectorFolder(), file), 'utf8')).join('\n')
/** First cell of each row of a table -> the whole row. */
const rows = new Map([...page.matchAll(/^\| `?([^`|]+?)`? \|.*$/gm)].map(([row, first = '']) => [first, row]))

/** What files read from the environment -> all their defaults for it. */
function variables(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [, name = '', fallback] of text.matchAll(/\$\{(?:env:)?(TOKENSCOPE_[A-Z0-9_]+)(?::-([^}]*))?\}/g)) {
    const defaults = found.get(name) ?? new Set()
    if (fallback !== undefined) defaults.add(fallback)
    found.set(name, defaults)
  }
  return found
}

it.each([...variables()])('%s is in the page, with its default in the files', (name, defaults) => {
  const row = rows.get(name)
  expect(row).toBeDefined()
  for (const each of defaults) expect(row).toContain(`\`${each}\``)
})

it('every variable of the page is read by something', () => {
  const ofTheStack = ['TOKENSCOPE_BINARIES', 'TOKENSCOPE_CACHE']
  const known = [...variables().keys(), ...ofTheStack]
  expect([...rows.keys()].filter((name) => name.startsWith('TOKENSCOPE_') && !known.includes(name))).toEqual([])
})

it('every port of an address in the files is in the page, and every port of the page in a file', () => {
  const addresses = text.matchAll(/(?:\d+\.\d+\.\d+\.\d+|\b[a-z][a-z0-9.-]*[a-z0-9]|\}):(\d{4,5})\b/g)
  const inFiles = new Set([...addresses].map(([, port = '']) => port))
  // Compose: inside and outside of the container.
  for (const [, port = ''] of text.matchAll(/_PORT:-(\d{4,5})\}/g)) inFiles.add(port)
  const inPage = [...rows.keys()].filter((first) => /^\d+$/.test(first))
  expect([...inFiles].filter((port) => !new RegExp(`\\b${port}\\b`).test(page))).toEqual([])
  expect(inPage.filter((port) => !inFiles.has(port))).toEqual([])
})
