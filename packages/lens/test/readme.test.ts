import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

describe('the README', () => {
  it('shows a program that starts a lens, and ends', async () => {
    const program = join(import.meta.dirname, 'readme/start-lens.ts')
    const { stdout, stderr } = await run(process.execPath, ['--conditions=dev', program])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+ 0\n$/)
  })
})
