import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts')

test('the quick benchmark prints one whole row for the bare client and one for Tokenscope', { timeout: 120_000 }, () => {
  const table = execFileSync(process.execPath, ['--no-warnings', MAIN, '--quick', '--source', '--only', 'tokenscope'], { encoding: 'utf8' })

  const [header, rule, ...rows] = table.trimEnd().split('\n').map(cells)
  expect(header).toEqual(['', 'openai', 'call', 'call, all threads', 'chunk of 20', 'chunk of 100', 'heap at peak', 'retained', 'import'])
  expect(rule?.every((cell) => /^-+:?$/.test(cell))).toBe(true)
  expect(rows.map(([title]) => title)).toEqual(['bare client', 'Tokenscope'])
  expect(rows.every(([, version]) => /^\d+\.\d+\.\d+$/.test(version ?? ''))).toBe(true)
  const number = String.raw`[+-]?\d+(?:\.\d+)?`
  const spread = String.raw` \(${number} to ${number}\)`
  expect(rows[0]?.slice(2).join('|')).toMatch(
    new RegExp(`^${number} µs\\|\\|${number} ns\\|${number} ns\\|${number} kB\\|${number} kB\\|$`),
  )
  expect(rows[1]?.slice(2).join('|')).toMatch(
    new RegExp(
      `^${number}×${spread}\\|${number}×\\|${number} ns${spread}\\|${number} ns${spread}\\|${number} kB\\|${number} kB\\|${number} ms$`,
    ),
  )
})

test('an unknown contender is named with those that there are', () => {
  expect(() => execFileSync(process.execPath, ['--no-warnings', MAIN, '--only', 'nobody'], { encoding: 'utf8', stdio: 'pipe' })).toThrow(
    '--only names nobody; there are bare, tokenscope, tokenscope-instruments, tokenscope-content,',
  )
})

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
