import { expect, it } from 'vitest'
import { Random } from '../../src/fake-openai/random.ts'
import type { Script } from '../../src/fake-openai/script.ts'
import { gapBefore, streamDuration } from '../../src/fake-openai/serve/gap.ts'
import { startFakeOpenAI, waitFor } from '../../src/index.ts'

const gaps = (script: Script) => [0, 1, 2, 3].map((at) => gapBefore(at, script, new Random(script.seed ?? 1)))

it('gaps are constant, or a list that starts over, with stalls added to them', () => {
  expect(gaps({})).toEqual([0, 0, 0, 0])
  expect(gaps({ gapMs: 5 })).toEqual([0, 5, 5, 5])
  expect(gaps({ gapMs: [1, 2] })).toEqual([0, 1, 2, 1])
  expect(
    gaps({
      gapMs: 5,
      stalls: [
        { at: 0, ms: 100 },
        { at: 2, ms: 10 },
      ],
    }),
  ).toEqual([100, 5, 15, 5])
})

it('gaps drawn from a range stay in it, differ, and are the same for the same seed', () => {
  const draw = (seed: number) => {
    const random = new Random(seed)
    return Array.from({ length: 100 }, () => gapBefore(1, { gapMs: { min: 3, max: 9 } }, random))
  }
  const drawn = draw(1)
  expect(drawn.every((ms) => ms >= 3 && ms < 9)).toBe(true)
  expect(new Set(drawn).size).toBe(100)
  expect(draw(1)).toEqual(drawn)
  expect(draw(2)).not.toEqual(drawn)
})

it('a body comes when its stream would have ended', async () => {
  expect(streamDuration(4, { firstChunkDelayMs: 50, gapMs: 10, stalls: [{ at: 1, ms: 7 }] }, new Random(1))).toBe(87)
  expect(streamDuration(0, {}, new Random(1))).toBe(0)
  await using server = await startFakeOpenAI()
  server.enqueue({ tokens: 3, gapMs: 1e8 }, { tokens: 3 })
  const ask = () => fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{}' })
  const slow = ask().catch(() => 'cut')
  await waitFor(() => server.requests.length === 1)
  expect((await ask()).status).toBe(200)
  expect(server.requests[0]?.status).toBe(0)
  await server.close()
  expect(await slow).toBe('cut')
})
