import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StartOptions } from '@tokenscope/node'
import { scrape } from '@tokenscope/testing'
import { afterAll, expect, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-buckets-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** The boundaries of the call durations on the page of metrics. */
async function boundaries(options: StartOptions, env: Record<string, string> = {}): Promise<string[]> {
  const telemetry = startAlone({ prometheus: { port: 0 }, ...options }, env)
  await telemetry.ready
  newGeneration('m').end()
  const samples = await scrape(telemetry.prometheusUrl as string)
  return samples.filter(({ name }) => name === 'gen_ai_client_operation_duration_bucket').map(({ labels }) => labels.le!)
}

test('a file of boundaries takes the place of the built-in ones', async () => {
  expect(await boundaries({ histogramBuckets: file('good.json', '{"gen_ai.client.operation.duration": [1, 4, 9]}') })).toEqual([
    '1',
    '4',
    '9',
    '+Inf',
  ])
})

test('a table does too', async () => {
  expect(await boundaries({ histogramBuckets: { 'gen_ai.client.operation.duration': [2] } })).toEqual(['2', '+Inf'])
})

test('the variable names a file', async () => {
  const path = file('env.json', '{"gen_ai.client.operation.duration": [7]}')
  expect(await boundaries({}, { TOKENSCOPE_HISTOGRAM_BUCKETS: path })).toEqual(['7', '+Inf'])
})

test.each<[name: string, given: Record<string, number[]> | (() => string), problem: string]>([
  [
    'a file that is not there',
    () => join(folder, 'none.json'),
    'none.json with histogram buckets cannot be used (ENOENT). tokenscope sla generate writes it',
  ],
  ['a file that is not JSON', () => file('bad.json', '{'), 'cannot be used (it is not JSON)'],
  ['a list', () => file('list.json', '[1]'), 'cannot be used (it is no object)'],
  [
    'an unknown metric',
    { 'gen_ai.client.operation.durations': [1] },
    '"gen_ai.client.operation.durations" is no histogram with buckets to set',
  ],
  ['gaps between chunks', { 'gen_ai.client.operation.time_per_output_chunk': [1] }, 'is no histogram with buckets to set'],
  [
    'falling boundaries',
    { 'gen_ai.client.operation.duration': [2, 1] },
    '"gen_ai.client.operation.duration" is not a list of rising numbers. The built-in',
  ],
  [
    'far too many',
    { 'gen_ai.client.operation.duration': Array.from({ length: 200 }, (_, i) => i) },
    'has 200 boundaries; at most 160 are kept',
  ],
])('%s is one message, and the built-in boundaries hold', async (_name, given, problem) => {
  const said = listenToDiag()
  expect(await boundaries({ histogramBuckets: typeof given === 'function' ? given() : given })).toHaveLength(17)
  expect(said.filter((line) => line.includes(problem))).toHaveLength(1)
})
