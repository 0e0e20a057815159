import { expect, test } from 'vitest'
import { parseServer, serverKey } from '../../src/attribution/server-key.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'

const ALLOWED = 'allowed is "host:port", a URL such as "http://localhost:8000/v1" or "in_process". The entry is ignored.'

test.each<[text: string, address: string | undefined, port: number | undefined]>([
  ['127.0.0.1:8000', 'localhost', 8_000],
  ['http://localhost:11434/v1', '127.0.0.1', 11_434],
  ['[::1]:8000', '::1', 8_000],
  ['https://GPU.example/v1', 'gpu.example', 443],
  ['http://gpu.example', 'gpu.example', 80],
  [' gpu.example:80 ', 'gpu.example', 80],
  ['in_process', undefined, undefined],
])('"%s" is the server of calls to %s, port %s', (text, address, port) => {
  expect(parseServer(text)).toBe(serverKey(address, port))
})

test.each(['localhost', 'host:99999', 'ftp://host:21', 'host:80/v1', '', 'in process'])('"%s" is no server', (text) => {
  expect(parseServer(text)).toBeUndefined()
})

test.each<[attribution: unknown, problem: string]>([
  ['localhost:1', 'option "gpu.attribution" is "localhost:1"; allowed is { servers, gpuIds }. It is ignored.'],
  [{ server: [] }, 'unknown option "gpu.attribution.server"; allowed are servers, gpuIds. It is ignored.'],
  [{ servers: 'localhost:1' }, 'option "gpu.attribution.servers" is "localhost:1"; allowed is a list of strings. The default is used.'],
  [{ servers: ['localhost'] }, `option "gpu.attribution.servers" has "localhost"; ${ALLOWED}`],
  [{ gpuIds: 0 }, 'option "gpu.attribution.gpuIds" is 0; allowed is a list of strings. The default is used.'],
])('attribution %j: one message, and the GPU is measured all the same', (attribution, problem) => {
  const { config, problems } = resolveConfig({ gpu: { intervalMs: 500, attribution } }, {})
  expect(problems).toEqual([problem])
  expect([config.gpu, config.gpuAttribution]).toEqual([{ intervalMs: 500 }, undefined])
})

test('TOKENSCOPE_GPU_SERVERS lists servers, each bad one is one message, and the option goes before it', () => {
  const env = { TOKENSCOPE_GPU_SERVERS: '127.0.0.1:8000, ollama,in_process' }
  const { config, problems } = resolveConfig({}, env)
  expect(config.gpuAttribution).toEqual({ servers: new Set(['localhost:8000', 'in_process']) })
  expect(problems).toEqual([`TOKENSCOPE_GPU_SERVERS has "ollama"; ${ALLOWED}`])
  const given = resolveConfig({ gpu: { attribution: { servers: ['gpu:1'], gpuIds: ['GPU-1'] } } }, env)
  expect([given.config.gpuAttribution, given.problems]).toEqual([{ servers: new Set(['gpu:1']), gpuIds: ['GPU-1'] }, []])
})

test('where GPU metrics are off, there is no join', () => {
  expect(resolveConfig({ gpu: false }, { TOKENSCOPE_GPU_SERVERS: 'gpu:1' }).config.gpuAttribution).toBeUndefined()
})
