import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import type { FakeNvidiaSmiScript } from '@tokenscope/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createGpuMetricProducer } from '../src/metric-producer.ts'
import { type FakeGpuRun, startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

const GPU = 'GPU-00000000-0000-0000-0000-000000000000'

let run: FakeGpuRun
let provider: MeterProvider
let url: string

const SCRIPT: FakeNvidiaSmiScript = {
  driverVersion: '590.48.01',
  gpus: [
    { fields: { 'utilization.gpu': 50, 'memory.used': 40960, 'memory.total': 81920, 'power.draw.instant': 300, 'fan.speed': 40 } },
    { lostFromPass: 1 },
  ],
  processes: [
    { gpu: 0, pid: 100, name: 'VLLM::EngineCore', memory: 30000 },
    { gpu: 0, pid: 101, name: '/usr/bin/python3', memory: 500 },
    { gpu: 0, pid: 102, name: '/usr/bin/Xorg', memory: 20 },
  ],
}

beforeAll(async () => {
  run = await startFakeGpu(SCRIPT, { meterProvider: false, processes: { topN: 1, intervalMs: 1_000 } })
  const exporter = new PrometheusExporter({ port: 0, host: '127.0.0.1', metricProducers: [createGpuMetricProducer(run.gpu)] }, () => {})
  await exporter.startServer()
  url = `http://127.0.0.1:${(exporter as unknown as { _server: { address(): { port: number } } })._server.address().port}/metrics`
  provider = new MeterProvider({ readers: [exporter] })
})

afterAll(async () => {
  await run?.[Symbol.asyncDispose]()
  await provider?.shutdown()
})

/** The samples of one scrape, `name{labels} value`, without the labels of the scope and the target. */
async function scrape(): Promise<readonly string[]> {
  const page = await (await fetch(url)).text()
  return page
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(withoutScope)
}

function withoutScope(line: string): string {
  return line
    .replace(/,?otel_scope_\w+="[^"]*"/g, '')
    .replace('{,', '{')
    .replace('{}', '')
}

it('gives a page with the names of the conventions, units in the names, and each GPU under its id', async () => {
  const lines = await until('all metrics', async () => {
    const now = await scrape()
    return (
      now.some((line) => line.startsWith('hw_energy')) &&
      now.some((line) => line.includes('process_memory')) &&
      now.some((line) => line.includes('state="failed"} 1')) &&
      now
    )
  })
  const id = `hw_id="${GPU}"`
  expect(lines).toEqual(
    expect.arrayContaining([
      `hw_gpu_utilization{${id},hw_gpu_task="general"} 0.5`,
      `hw_gpu_memory_usage{${id}} ${40960 * 1048576}`,
      `hw_gpu_memory_limit{${id}} ${81920 * 1048576}`,
      `hw_gpu_memory_utilization{${id}} 0.5`,
      `hw_power{${id},hw_type="gpu"} 300`,
      `hw_temperature{hw_id="${GPU}/temp/gpu",hw_parent="${GPU}",hw_sensor_location="gpu"} 41`,
      `hw_fan_speed_ratio{hw_id="${GPU}/fan",hw_parent="${GPU}"} 0.4`,
      `hw_errors_total{${id},hw_type="gpu",error_type="uncorrected"} 0`,
      `tokenscope_gpu_process_memory_usage{${id},process_pid="100",process_executable_name="VLLM::EngineCore",tokenscope_gpu_process_framework="vllm"} ${30000 * 1048576}`,
      `tokenscope_gpu_process_memory_usage{${id}} ${520 * 1048576}`,
      `tokenscope_gpu_reader_restarts_total 0`,
    ]),
  )
})

it('keeps of a lost GPU what it is, that it failed and what it counted, and drops every other value', async () => {
  const lost = await until('the lost GPU', async () => {
    const lines = (await scrape()).filter((line) => line.includes('000000000001'))
    return lines.some((line) => line.includes('failed"} 1')) && lines
  })
  const names = new Set(lost.map((line) => line.split('{')[0]))
  expect([...names].filter((name) => !name!.endsWith('_total')).sort()).toEqual([
    'hw_status',
    'tokenscope_gpu_info',
    'tokenscope_gpu_reader_absent_values',
  ])
})

it('drops a process that has ended', async () => {
  await run.fake.setScript({ ...SCRIPT, processes: SCRIPT.processes!.slice(1) })
  await until('the end of it', async () => !(await scrape()).some((line) => line.includes('process_pid="100"')))
})

it('counts energy and busy time up between two scrapes', async () => {
  const read = async (name: string): Promise<number> =>
    Number(
      (await scrape())
        .find((line) => line.startsWith(name))
        ?.split(' ')
        .at(-1),
    )
  const joules = await read('hw_energy')
  const busy = await read('tokenscope_gpu_busy_time')
  await until('more energy', async () => (await read('hw_energy')) > joules + 30)
  await until('more busy time', async () => (await read('tokenscope_gpu_busy_time')) > busy)
})

it('gives nothing any more after shutdown', async () => {
  await run.gpu.shutdown()
  expect((await scrape()).filter((line) => /^(hw_|tokenscope_gpu)/.test(line))).toEqual([])
})
