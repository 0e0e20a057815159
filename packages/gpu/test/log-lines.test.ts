import { DiagLogLevel, diag } from '@opentelemetry/api'
import { FAKE_FAILURES } from '@tokenscope/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

const QUIET = { processes: false, details: false } as const

let lines: string[]
beforeEach(() => {
  lines = []
  const log =
    (level: string) =>
    (...words: readonly unknown[]): void =>
      void lines.push(`${level} ${words.slice(1).join(' ')}`)
  diag.setLogger(
    { error: log('error'), warn: log('warn'), info: log('info'), debug: log('debug'), verbose: log('verbose') },
    { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true },
  )
})
afterEach(() => diag.disable())

it('a host without the tool says one line at info level, however often it is tried', async () => {
  await using run = await startFakeGpu({}, { ...QUIET, command: '/nowhere/nvidia-smi' })
  await until('four tries', () => run.gpu.describe().tool.failures.no_tool! >= 4)
  expect(lines).toEqual([
    'info No GPU metrics: /nowhere/nvidia-smi was not found. Tried again with growing pauses, at least once a minute.',
  ])
})

it('a driver that appears is told, with what was in the way before', async () => {
  await using run = await startFakeGpu({ failure: FAKE_FAILURES.versionMismatch }, QUIET)
  await until('two tries', () => run.gpu.describe().tool.failures.version_mismatch! >= 2)
  await run.fake.setScript({})
  await until('a sample', () => run.gpu.describe().tool.samples >= 1)
  expect(lines).toEqual([
    'info No GPU metrics: Failed to initialize NVML: Driver/library version mismatch (the driver was upgraded without a restart: reboot or reload the kernel module). Tried again with growing pauses, at least once a minute.',
    'info GPU metrics are on: nvidia-smi answers.',
  ])
})

it('a host where all is well says nothing', async () => {
  await using run = await startFakeGpu({}, QUIET)
  await until('samples', () => run.gpu.describe().tool.samples >= 3)
  expect(lines).toEqual([])
})

it('a cause that comes up later is one warning', async () => {
  await using run = await startFakeGpu({ exitAfterPasses: { passes: 1, exitCode: 0 } }, QUIET)
  await until('three restarts', () => run.gpu.describe().tool.restarts >= 3)
  expect(lines.filter((line) => line.startsWith('warn'))).toEqual([
    'warn Reading the GPUs: exit code 0. Counted from now on, not told again.',
  ])
})
