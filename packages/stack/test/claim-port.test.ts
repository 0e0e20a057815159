import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { claimPort } from '../src/layout/claim-port.ts'

const MODULE = join(import.meta.dirname, '../src/layout/claim-port.ts')
/** Outside of the range from which ports are chosen. */
const PORT = 19_977

/** What another process gets, which ends right after it. */
async function inAnotherProcess(port: number): Promise<string> {
  const program = `import { claimPort } from ${JSON.stringify(MODULE)}; console.log(await claimPort(${port}))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  return stdout.trim()
}

it('a port that one process has chosen is chosen by no other while that lives, and by the next when it has ended', async () => {
  expect(await inAnotherProcess(PORT)).toBe('true')
  expect(await claimPort(PORT)).toBe(true)
  expect(await claimPort(PORT)).toBe(false)
  expect(await inAnotherProcess(PORT)).toBe('false')
})
