import { fakeNvidiaSmi, scrape, startOtlpReceiver, waitFor } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { startAlone } from '../start-alone.ts'

/** The tool is a process that has to start first. */
const PATIENT = { timeoutMs: 25_000, what: 'a reading of the GPU' }

test('GPU metrics reach Prometheus and OTLP alike, and the child ends with the shutdown', async () => {
  await using fake = await fakeNvidiaSmi({ gpus: [{ fields: { 'memory.used': 1_024 } }] })
  await using receiver = await startOtlpReceiver()
  const telemetry = startAlone({
    prometheus: { port: 0 },
    endpoint: receiver.url,
    gpu: { command: fake.command, intervalMs: 100, details: false, processes: false },
  })
  await telemetry.ready
  const used = await waitFor(async () => {
    const samples = await scrape(telemetry.prometheusUrl as string)
    return samples.find(({ name }) => name === 'hw_gpu_memory_usage')
  }, PATIENT)
  expect(used.value).toBe(1_024 * 1_024 * 1_024)
  await telemetry.shutdown()
  expect(receiver.metrics.find(({ name }) => name === 'hw.gpu.memory.usage')?.points.map(({ value }) => value)).toEqual([used.value])
  const [loop] = (await fake.calls()).filter(({ args }) => args.some((arg) => arg.startsWith('--loop')))
  await waitFor(() => loop !== undefined && !isAlive(loop.pid), PATIENT)
})

test('without the tool nothing is said and nothing is missing', async () => {
  await using telemetry = startAlone({ prometheus: { port: 0 }, gpu: { command: 'no-such-nvidia-smi' } })
  await telemetry.ready
  const names = (await scrape(telemetry.prometheusUrl as string)).map(({ name }) => name)
  expect(names.filter((name) => name.startsWith('hw_'))).toEqual([])
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
