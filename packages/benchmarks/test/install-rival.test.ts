import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { installRival } from '../src/rivals/install-rival.ts'
import type { Rival } from '../src/rivals/rival.ts'
import { rivalFolder } from '../src/rivals/rival-folder.ts'

const RIVAL: Rival = {
  id: 'nobody',
  title: 'Nobody',
  package: 'nobody',
  module: 'nobody',
  packages: { openai: '7.0.0', nobody: '1.0.0' },
  setUp: () => Promise.reject(new Error('not used')),
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokenscope-install-'))
  vi.stubEnv('TOKENSCOPE_CACHE', join(folder, 'cache'))
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function npm(script: string): void {
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'npm'), 0o755)
}

test('a whole install gets its name, and is not done again', async () => {
  npm('touch installed')
  expect(await installRival(RIVAL)).toBeUndefined()
  expect(readdirSync(rivalFolder(RIVAL)).sort()).toEqual(['installed', 'package.json'])
  npm('exit 1')
  expect(await installRival(RIVAL)).toBeUndefined()
})

test('an install that breaks off leaves nothing and gives its reason', async () => {
  npm('touch half; echo "no such version" >&2; echo "more" >&2; exit 1')
  expect(await installRival(RIVAL)).toBe('could not be installed: no such version')
  expect(existsSync(rivalFolder(RIVAL))).toBe(false)
  expect(readdirSync(join(folder, 'cache', 'rivals'))).toEqual([])
})

test('other versions have another folder', () => {
  const newer = { ...RIVAL, packages: { ...RIVAL.packages, nobody: '1.0.1' } }
  expect(rivalFolder(newer)).not.toBe(rivalFolder(RIVAL))
})
