import { hub } from '@tokenscope/core'
import { startGeneration } from '@tokenscope/openai'
import { controlledStream, type FakeOpenAI, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import { expect, onTestFinished, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'
import { keepPushing, newClient, readStream, spansUntilShutdown, startJoined } from './gpu-attribution.ts'

const ENERGY = 'tokenscope.gpu.energy'
const PER_TOKEN = 'tokenscope.gpu.energy_per_output_token'
const COVERAGE = 'tokenscope.gpu.coverage'
const METHOD = 'tokenscope.gpu.attribution.method'

async function startServer(): Promise<FakeOpenAI> {
  const server = await startFakeOpenAI()
  onTestFinished(() => server.close())
  return server
}

test('two calls at a time share the energy by their tokens, and never cost more than the host used', async () => {
  const server = await startServer()
  const run = await startJoined({ servers: [server.url] })
  const [many, few] = [controlledStream(), controlledStream()]
  server.enqueue(many)
  const client = newClient(server.url)
  const first = readStream(client, 'many')
  await many.opened
  server.enqueue(few)
  const second = readStream(client, 'few')
  await few.opened
  const stop = keepPushing([
    [many, 9],
    [few, 1],
  ])
  await run.samples(8)
  await stop()
  many.end('stop', { prompt_tokens: 4, completion_tokens: 1_000, total_tokens: 1_004 })
  few.end()
  await Promise.all([first, second])
  const spans = await waitFor(() => (run.spans().size === 2 ? run.spans() : undefined))
  const costs = [spans.get('many')!, spans.get('few')!]
  expect(costs.map((attributes) => attributes[METHOD])).toEqual(['tokens', 'tokens'])
  const [a, b] = costs.map((attributes) => attributes[ENERGY] as number) as [number, number]
  expect(a / b).toBeGreaterThan(3)
  expect(a + b).toBeGreaterThan(0)
  expect(a + b).toBeLessThanOrEqual(await run.hostJoules())
  expect(costs.every((attributes) => (attributes[COVERAGE] as number) >= 0.8)).toBe(true)
  // Chunks are not tokens: only the call whose tokens the server reported has a figure per token.
  expect(costs.map((attributes) => attributes[PER_TOKEN])).toEqual([a / 1_000, undefined])
  const recorded = (await run.scrape()).filter(({ name }) => name === 'tokenscope_gpu_request_energy_sum')
  expect(recorded.map(({ labels }) => [labels.gen_ai_request_model, labels.server_port]).sort()).toEqual(
    ['few', 'many'].map((model) => [model, new URL(server.url).port]),
  )
  expect(recorded.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(a + b, 6)
})

test('a call that is not streamed has its tokens at its end, and alone all the energy of its time', async () => {
  const server = await startServer()
  server.enqueue({ tokens: 20, firstChunkDelayMs: 300 })
  const run = await startJoined({ servers: [`127.0.0.1:${new URL(server.url).port}`] })
  await newClient(server.url).chat.completions.create({ model: 'whole', messages: [{ role: 'user', content: 'Hello' }] })
  const attributes = await waitFor(() => run.spans().get('whole'))
  expect(attributes[METHOD]).toBe('exclusive')
  expect(attributes[PER_TOKEN]).toBe((attributes[ENERGY] as number) / (attributes['gen_ai.usage.output_tokens'] as number))
})

test('a call to a server that is not listed is not held and has no figure', async () => {
  const [ours, theirs] = [await startServer(), await startServer()]
  const run = await startJoined({ servers: [ours.url] })
  await readStream(newClient(theirs.url), 'elsewhere')
  expect(hub().held.size).toBe(0)
  expect(Object.keys(run.spans().get('elsewhere')!).filter((name) => name.startsWith('tokenscope.gpu'))).toEqual([])
})

test('a model in this process is joined where "in_process" is listed, also by the variable', async () => {
  const run = await startJoined({}, { TOKENSCOPE_GPU_SERVERS: 'localhost:1,in_process' })
  const generation = startGeneration({ model: 'here', tokenEvents: 'timeline' })
  for (let i = 0; i < 4; i++) generation.chunk()
  await run.samples(2)
  generation.end()
  const attributes = await waitFor(() => run.spans().get('here'))
  expect(attributes[PER_TOKEN]).toBe((attributes[ENERGY] as number) / 4)
})

test('a GPU that this host does not have is one message, and no span waits for it', async () => {
  const said = listenToDiag()
  const run = await startJoined({ servers: ['in_process'], gpuIds: ['GPU-elsewhere'] })
  newGeneration('unserved').end()
  expect([hub().held.size, run.spans().get('unserved')?.[COVERAGE]]).toEqual([0, undefined])
  expect(said).toEqual([
    'warn [tokenscope] start: option "gpu.attribution.gpuIds" has "GPU-elsewhere"; ' +
      'this host has GPU-00000000-0000-0000-0000-000000000000. It is ignored.',
  ])
})

test('where too little of its time was sampled, a call has the coverage and no figure', async () => {
  const run = await startJoined({ servers: ['in_process'] })
  const startMs = performance.now()
  const generation = newGeneration('dim')
  generation.chunk()
  await run.samples(2)
  await run.silence(performance.now() - startMs)
  generation.end()
  await run.telemetry.forceFlush()
  const { [COVERAGE]: coverage, ...others } = run.spans().get('dim')!
  expect(coverage).toBeGreaterThan(0)
  expect(coverage).toBeLessThan(0.8)
  expect(Object.keys(others).filter((name) => name.startsWith('tokenscope.gpu'))).toEqual([])
  expect((await run.scrape()).find(({ name }) => name === 'tokenscope_gpu_request_uncovered_total')?.value).toBe(1)
})

test('a shutdown while a span waits for its last samples loses neither the span nor its coverage', async () => {
  const run = await startJoined({ servers: ['in_process'] })
  await run.silence(300)
  newGeneration('late').end()
  expect([hub().held.size, run.spans().size]).toEqual([1, 0])
  await run.telemetry.shutdown()
  expect([hub().held.size, run.spans().get('late')?.[COVERAGE]]).toEqual([0, 0])
})

test('without a GPU no span is held, and none has a coverage', () => {
  const { processor, spans } = spansUntilShutdown()
  startAlone({ spanProcessors: [processor], gpu: { command: 'no-such-nvidia-smi', attribution: { servers: ['in_process'] } } })
  newGeneration('nowhere').end()
  expect(hub().held.size).toBe(0)
  expect(Object.keys(spans.get('nowhere')!).filter((name) => name.startsWith('tokenscope.gpu'))).toEqual([])
})
