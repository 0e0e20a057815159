import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OPTION_NAMES } from '../../src/config/check-options.ts'
import { runFixture } from '../run-fixture.ts'
import { withEnvironmentTables } from './environment-tables.ts'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

test('the tables of environment variables are what their data says', () => {
  expect(readme).toBe(withEnvironmentTables(readme))
})

test('every option has its row', () => {
  expect(OPTION_NAMES.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([])
})

test.each(['readme-start.ts', 'readme-gpu.ts', 'readme-producer.ts'])('%s, which the README shows, runs', async (name) => {
  const { code, stderr } = await runFixture(name)
  expect([code, stderr]).toEqual([0, ''])
})
