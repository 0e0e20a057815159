import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type LoadPlan, parseDistribution, resolveEndpoint } from '../src/index.ts'
import { runStage } from '../src/run/run-stage.ts'

it('callers come one after the other within the warm-up, not all at the same moment', async () => {
  const fixed = (text: string) => parseDistribution('--x', text)
  const plan: LoadPlan = {
    endpoint: resolveEndpoint('http://127.0.0.1:1/v1', false),
    model: 'm',
    stages: [],
    stageSeconds: 0.1,
    warmupSeconds: 0.8,
    timeoutSeconds: 5,
    promptTokens: fixed('1'),
    outputTokens: fixed('1'),
    thinkSeconds: fixed('0'),
    stream: true,
    ignoreEos: false,
    seed: 1,
    maxInFlight: 8,
    runAll: false,
  }
  const arrivals: number[] = []
  const call = async (_body: string, intendedMs: number) => {
    arrivals.push(intendedMs)
    await sleep(2_000)
    const endMs = performance.now()
    return {
      intendedMs,
      startMs: intendedMs,
      firstTokenMs: undefined,
      endMs,
      outputTokens: 0,
      promptTokens: undefined,
      tokensReported: false,
      error: undefined,
    }
  }
  const tools = { caller: { call, close: () => undefined }, random: () => 0.5, nextBody: () => '', signal: new AbortController().signal }
  await runStage(plan, { model: 'closed', level: 4 }, tools)
  const gaps = arrivals.slice(1).map((arrivalMs, i) => arrivalMs - arrivals[i]!)
  expect(gaps).toHaveLength(3)
  // 200 ms each, less what a late timer eats of the next one.
  expect(Math.min(...gaps)).toBeGreaterThan(100)
})
