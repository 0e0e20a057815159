import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallDetail, type CallPage, LensError, type LensOptions, startLens } from '../src/index.ts'
import { callSketch, getJson, hex, post, tracesJson } from './json-requests.ts'

let folder: string
let db: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lens-'))
  db = join(folder, 'lens.db')
})
afterEach(() => rm(folder, { recursive: true }))

const start = (options: LensOptions = {}): ReturnType<typeof startLens> => startLens({ port: 0, otlpPort: false, db, ...options })

async function failure(): Promise<string> {
  const error: unknown = await start().then(
    (lens) => lens.shutdown(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LensError)
  return (error as LensError).message.replaceAll(folder, '')
}

describe('a lens with a file', () => {
  it('has after a restart what it had before, with details, logs and the bounds of its new start', async () => {
    const calls = Array.from({ length: 30 }, (_, index) =>
      callSketch({ traceId: hex(index + 1, 32), spanId: hex(index + 1, 16), at: index }),
    )
    const first = await start()
    await post(`${first.url}/v1/traces`, tracesJson(calls))
    const log = { traceId: hex(30, 32), spanId: hex(30, 16), timeUnixNano: '1790000000000000000', body: { stringValue: 'said' } }
    await post(`${first.url}/v1/logs`, { resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] })
    const path = `/api/calls/${hex(30, 32)}/${hex(30, 16)}`
    const before = await getJson<CallDetail>(first.url + path)
    expect(before.logs).toMatchObject([{ body: 'said' }])
    await first.shutdown()

    const second = await start({ maxCalls: 10 })
    expect(await getJson(second.url + path)).toEqual(before)
    expect((await getJson<CallPage>(`${second.url}/api/calls`)).total).toBe(10)
    expect(second.status().database).toMatchObject({ file: db, problem: null })
    await second.shutdown()

    // What made room in memory made room in the file.
    const third = await start()
    expect(third.status()).toMatchObject({ calls: 10, logs: 1 })
    await third.shutdown()
  })

  it('keeps nothing of a request that made room for itself at its own expense', async () => {
    const calls = Array.from({ length: 30 }, (_, index) => callSketch({ traceId: hex(index + 1, 32), spanId: hex(1, 16), at: index }))
    const first = await start({ maxCalls: 10 })
    await post(`${first.url}/v1/traces`, tracesJson([...calls, ...calls.slice(25)]))
    await first.shutdown()
    await using second = await start()
    expect(second.status()).toMatchObject({ calls: 10, spans: 10 })
  })

  it('forgets the programs of which nothing is left', async () => {
    const first = await start({ maxCalls: 10 })
    for (let index = 1; index <= 40; index++) {
      const resourceSpans = Array.from({ length: 30 }, (_, place) => {
        const call = callSketch({ traceId: hex(index * 100 + place, 32), spanId: hex(1, 16), at: index })
        return (tracesJson([call], { 'service.instance.id': `${index} ${place}` }) as { resourceSpans: object[] }).resourceSpans[0]
      })
      await post(`${first.url}/v1/traces`, { resourceSpans })
    }
    await first.shutdown()
    const database = new DatabaseSync(db, { readOnly: true })
    expect(database.prepare('SELECT count(*) AS n FROM sources').get()?.n).toBe(10)
    database.close()
    await using second = await start()
    expect(second.status().calls).toBe(10)
  })

  it.skipIf(process.platform === 'win32')(
    'makes a file that nobody but its owner may read, and says when somebody took it away',
    async () => {
      await using lens = await start()
      expect((await stat(db)).mode & 0o777).toBe(0o600)
      expect(lens.status().database?.problem).toBeNull()
      await rm(db)
      expect(lens.status().database?.problem).toBe('the file was removed: start the lens again to have a new one')
    },
  )

  it('goes on without its file where that is damaged meanwhile, and says so', async () => {
    const lens = await start({ maxCalls: 400 })
    const send = (from: number): Promise<Response> =>
      post(
        `${lens.url}/v1/traces`,
        tracesJson(
          Array.from({ length: 300 }, (_, index) =>
            callSketch({ traceId: hex(from + index, 32), spanId: hex(1, 16), attributes: { text: 'x'.repeat(20_000) } }),
          ),
        ),
      )
    await send(1)
    await expect.poll(() => lens.status().database?.bytes ?? 0, { timeout: 10_000 }).toBeGreaterThan(6_000_000)
    await writeFile(db, Buffer.alloc(100_000, 0xa5))
    await writeFile(`${db}-wal`, 'no log')
    // Those that make room are looked for in the file.
    await send(1_001)
    await expect.poll(() => lens.status().database?.problem, { timeout: 10_000 }).toContain(': start the lens again with another file')
    expect(lens.status().calls).toBe(400)
    await lens.shutdown()
  })

  it('writes soon, not only at the end', async () => {
    const lens = await start()
    await post(`${lens.url}/v1/traces`, tracesJson([callSketch()]))
    await expect.poll(() => lens.status().database?.bytes ?? 0, { timeout: 10_000 }).toBeGreaterThan(30_000)
    await lens.shutdown()
  })

  it('is told of a file that another lens has', async () => {
    await using _first = await start()
    expect(await failure()).toBe(
      '/lens.db is in use by another program: perhaps a lens that runs already. Stop it, or name another file: --db other.db',
    )
  })

  it('is told of a file that is damaged or no database, and leaves it as it is', async () => {
    const message = "/lens.db is damaged, or no SQLite database. Move it away and start again: mv '/lens.db' '/lens.db.bad'"
    await writeFile(db, 'this is a diary, not a database, and it is long enough to be looked at'.repeat(20))
    expect(await failure()).toBe(message)
    await rm(db)
    const lens = await start()
    await post(
      `${lens.url}/v1/traces`,
      tracesJson(Array.from({ length: 200 }, () => callSketch({ attributes: { text: 'x'.repeat(2_000) } }))),
    )
    await lens.shutdown()
    const bytes = await readFile(db)
    bytes.fill(0xa5, 4_096, 12_000)
    await writeFile(db, bytes)
    expect(await failure()).toBe(message)
  })

  it('is told of a file of another program, of a newer version, and of a folder that is not there', async () => {
    const other = new DatabaseSync(db)
    other.exec('CREATE TABLE mine (x)')
    other.close()
    expect(await failure()).toBe('/lens.db is a database of another program. Name a file of its own: --db lens.db')
    await rm(db)
    await (await start()).shutdown()
    const newer = new DatabaseSync(db)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(await failure()).toBe(
      '/lens.db was written by a newer version of tokenscope (schema 99, this one reads 1). Update tokenscope, or name another file: --db other.db',
    )
    db = join(folder, 'nowhere', 'lens.db')
    expect(await failure()).toContain('/nowhere/lens.db cannot be opened')
  })
})
