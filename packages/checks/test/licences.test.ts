import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isPermissive, readLicences } from '../src/licences.ts'
import { ROOT, readPublishable } from '../src/workspace.ts'

describe('licences', () => {
  it('of all production dependencies are permissive', async () => {
    const licences = await readLicences(readPublishable().map(({ manifest }) => manifest.name))
    expect(licences.length).toBeGreaterThan(10)
    expect(licences.filter(({ licence }) => !isPermissive(licence))).toEqual([])
  })

  it.each(readPublishable())('of $manifest.name is the one of the repository', ({ path, manifest }) => {
    expect(manifest.license).toBe('Apache-2.0')
    expect(readFileSync(join(path, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'))
  })

  it('are told apart', () => {
    expect(['MIT', '(MIT OR GPL-3.0-only)', 'BSD-3-Clause AND MIT'].map(isPermissive)).toEqual([true, true, true])
    expect(['GPL-3.0-only', 'MIT AND LGPL-3.0', 'UNLICENSED', 'Unknown'].map(isPermissive)).toEqual([false, false, false, false])
  })
})
