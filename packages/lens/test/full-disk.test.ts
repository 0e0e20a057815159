import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallPage, type LensStatus, startLens } from '../src/index.ts'
import { callSketch, getJson, hex, post, tracesJson } from './json-requests.ts'

const SCRIPT = join(import.meta.dirname, 'kept-lens-application.ts')
const KIBIBYTES = 512

let folder: string
let db: string
let child: ChildProcess | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lens-full-'))
  db = join(folder, 'lens.db')
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** A lens whose files may not become larger, as on a disk that is nearly full. */
async function startLimited(): Promise<string> {
  const command = `ulimit -Sf ${KIBIBYTES}; exec "$0" --conditions=dev "$@"`
  child = spawn('bash', ['-c', command, process.execPath, SCRIPT, db], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [url] = (await once(child.stdout!, 'data')) as [Buffer]
  return url.toString().trim()
}

const sendCalls = (url: string, from: number, count: number, characters: number): Promise<Response> =>
  post(
    `${url}/v1/traces`,
    tracesJson(
      Array.from({ length: count }, (_, index) =>
        callSketch({ traceId: hex(from + index, 32), spanId: hex(1, 16), at: from + index, attributes: { text: 'x'.repeat(characters) } }),
      ),
    ),
  )

async function problem(url: string): Promise<string | null | undefined> {
  return (await getJson<LensStatus>(`${url}/api/status`)).database?.problem
}

describe.skipIf(process.platform !== 'linux')('a lens whose disk is full', () => {
  it('goes on in memory and says so; when there is room again, the file is what memory holds', async () => {
    const url = await startLimited()
    // More than may wait, and more calls than are held.
    for (let round = 0; round < 20; round++) {
      expect((await sendCalls(url, round * 20 + 1, 20, 100_000)).status).toBe(200)
    }
    await expect.poll(() => problem(url), { timeout: 10_000 }).toContain('in memory only until the disk takes it again')
    expect((await getJson<CallPage>(`${url}/api/calls`)).total).toBe(60)

    execFileSync('prlimit', [`--pid=${child?.pid}`, '--fsize=unlimited'])
    await expect.poll(() => problem(url), { timeout: 20_000 }).toBeNull()
    await sendCalls(url, 401, 5, 10)
    child?.kill('SIGTERM')
    await once(child!, 'exit')

    await using again = await startLens({ port: 0, otlpPort: false, db })
    const { calls, total } = await getJson<CallPage>(`${again.url}/api/calls`)
    expect(total).toBe(60)
    expect(calls.map(({ traceId }) => traceId)).toEqual(Array.from({ length: 60 }, (_, index) => hex(405 - index, 32)))
  }, 60_000)
})
