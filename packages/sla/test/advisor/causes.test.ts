import { describe, expect, it } from 'vitest'
import type { Cause } from '../../src/advisor/cause.ts'
import { decompose } from '../../src/advisor/decompose.ts'
import type { Facts } from '../../src/advisor/facts.ts'
import { rankCauses } from '../../src/advisor/rank-causes.ts'
import { someFacts } from './some-facts.ts'

/** Twice as slow as usual, and nothing else is known. */
const SLOW = { duration: [4, 2] } as const

function judged(cause: string, facts: Facts): Pick<Cause, 'verdict' | 'supports' | 'contradicts'> {
  const found = rankCauses(facts).find((candidate) => candidate.cause === cause)
  if (!found) throw new Error(`${cause} is not judged`)
  const { verdict, supports, contradicts } = found
  return { verdict, supports, contradicts }
}

describe('decompose', () => {
  it('shares the extra time among first token, more tokens and slower tokens', () => {
    const facts = someFacts({ duration: [8, 2], firstToken: [2, 0.5], outputTokens: [150, 75], speed: [25, 50] })
    expect(decompose(facts)).toEqual({ extraSeconds: 6, firstToken: 0.25, outputLength: 0.25, decoding: 0.5 })
  })

  it('finds a late first token of long answers, which hardly take longer for it', () => {
    const facts = someFacts({ duration: [21.3, 20], firstToken: [1.5, 0.2], outputTokens: [1000, 1000], speed: [50, 50] })
    expect(decompose(facts).firstToken).toBe(1)
  })

  it('shares what the parts add where nobody measured the whole', () => {
    const facts = someFacts({ firstToken: [2, 0.5], outputTokens: [100, 100], speed: [50, 100] })
    expect(decompose(facts)).toEqual({ extraSeconds: 2.5, firstToken: 0.6, outputLength: 0, decoding: 0.4 })
  })

  it('knows nothing of calls that nobody measured, and takes no noise for news', () => {
    expect(decompose(someFacts({}))).toEqual({
      extraSeconds: undefined,
      firstToken: undefined,
      outputLength: undefined,
      decoding: undefined,
    })
    const noise = someFacts({ duration: [2.04, 2], firstToken: [0.21, 0.2], outputTokens: [102, 100], speed: [55, 56] })
    expect(decompose(noise)).toEqual({ extraSeconds: 0, firstToken: 0, outputLength: 0, decoding: 0 })
  })
})

describe('a cause', () => {
  it('is one server where the others are as fast as usual', () => {
    const servers = [
      { name: '10.0.0.1:8000', now: 2, normal: 2, share: 0.5 },
      { name: '10.0.0.2:8000', now: 6, normal: 2, share: 0.5 },
    ]
    expect(judged('one-server', someFacts(SLOW, { servers }))).toEqual({
      verdict: 'likely',
      supports: ['10.0.0.2:8000 takes 6 s for a call, the other 1 take 2 s', 'mean duration at 10.0.0.2:8000 6 s, usually 2 s (3 times)'],
      contradicts: [],
    })
  })

  it('is not one server where all are slow, or where there is only one', () => {
    const both = [
      { name: 'a', now: 4, normal: 2, share: 0.5 },
      { name: 'b', now: 4.2, normal: 2, share: 0.5 },
    ]
    expect(judged('one-server', someFacts(SLOW, { servers: both }))).toEqual({
      verdict: 'unlikely',
      supports: [],
      contradicts: ['b takes 4.2 s for a call, the other 1 take 4 s'],
    })
    expect(judged('one-server', someFacts(SLOW, { servers: both.slice(0, 1) })).contradicts).toEqual(['all calls go to a'])
  })

  it('is a deployment where the new version is the slow one', () => {
    const versions = [
      { name: '1.4.0', now: 2, normal: 2, share: 0.3 },
      { name: '1.5.0', now: 5, normal: undefined, share: 0.7 },
    ]
    expect(judged('deployment', someFacts(SLOW, { versions }))).toEqual({
      verdict: 'likely',
      supports: ['version 1.5.0 (70 % of the calls) is new', 'a call takes 5 s with it, 2 s with 1.4.0'],
      contradicts: [],
    })
  })

  it('is only possibly a deployment where the old version is gone, and none where both are as slow', () => {
    const fresh = { name: '1.5.0', now: 4, normal: undefined, share: 1 }
    expect(judged('deployment', someFacts(SLOW, { versions: [fresh] })).verdict).toBe('possible')
    const both = [fresh, { name: '1.4.0', now: 4, normal: 2, share: 0.5 }]
    expect(judged('deployment', someFacts(SLOW, { versions: both }))).toEqual({
      verdict: 'unlikely',
      supports: ['version 1.5.0 (100 % of the calls) is new'],
      contradicts: ['a call takes 4 s with it, and 4 s with 1.4.0 at the same time'],
    })
    expect(judged('deployment', someFacts(SLOW, { versions: both.slice(1) })).contradicts).toEqual(['no new version: 1.4.0'])
  })

  it('is memory of the GPU where it filled, and not where a server always takes as much', () => {
    const filled = someFacts({ ...SLOW, gpuMemory: [0.97, 0.7], cacheUsed: [0.99, 0.4], preemptions: [0.5, 0] })
    expect(judged('gpu-memory', filled)).toEqual({
      verdict: 'likely',
      supports: [
        'share of GPU memory in use 97 %, usually 70 % (1.39 times)',
        'share of the server’s cache in use 99 %, usually 40 % (2.47 times)',
        'requests per second thrown out of the cache 0.5, usually 0',
      ],
      contradicts: [],
    })
    expect(judged('gpu-memory', someFacts({ ...SLOW, gpuMemory: [0.97, 0.97] }))).toEqual({
      verdict: 'unlikely',
      supports: [],
      contradicts: ['share of GPU memory in use 97 %, usually 97 %'],
    })
  })

  it('is memory of the host above the target of sla.yaml', () => {
    expect(judged('host-memory', someFacts({ ...SLOW, hostMemory: [0.95, 0.6] })).verdict).toBe('possible')
    expect(judged('host-memory', someFacts({ ...SLOW, hostMemory: [0.8, 0.6] })).verdict).toBe('unlikely')
    expect(judged('host-memory', someFacts(SLOW)).verdict).toBe('unknown')
  })

  it('is rate limits where retries after a 429 make calls slow', () => {
    const facts = someFacts({ ...SLOW, retries: [0.5, 0], rateLimitedRetries: [0.5, 0], rateLimitLeft: [0.02, 0.6] })
    expect(judged('rate-limits', facts)).toEqual({
      verdict: 'likely',
      supports: [
        'retries after a 429 by request 0.5, usually 0',
        'retries by request 0.5, usually 0',
        'least that was left of the rate limit 2 %, usually 60 %',
      ],
      contradicts: ['share of requests turned away (429) 0 %, usually 0 %'],
    })
  })

  it('of a costly day is more or larger calls, and none of slow calls', () => {
    const facts = someFacts({ requests: [3, 1], outputTokens: [100, 100] }, { breached: new Set(['cost']) })
    expect(rankCauses(facts).map(({ cause, verdict }) => [cause, verdict])).toEqual([
      ['costlier-calls', 'likely'],
      ['deployment', 'unknown'],
    ])
  })
})
