import { expect, it } from 'vitest'
import { formatGpuTable } from '../src/report/format-gpu-table.ts'
import { formatQuantity } from '../src/report/format-quantity.ts'
import { sparkline } from '../src/report/sparkline.ts'
import { CAPTURES_MISSING, capturePath, HAS_CAPTURES } from './captures.ts'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

it.each([
  [85520809984, 'By', '79.6 GiB'],
  [0, 'By', '0 B'],
  [1_980_000_000, 'Hz', '1.98 GHz'],
  [2_797_000_000, 'By/s', '2.8 GB/s'],
  [0.07, '1', '7 %'],
  [59, 'Cel', '59 °C'],
  [631.95, 'W', '632 W'],
  [0, '{state}', '0'],
  [5459.682741, 's', '5460 s'],
])('%d %s is read as %s', (value, unit, text) => {
  expect(formatQuantity(value, unit)).toBe(text)
})

it('a sparkline shows the last values between its bounds, and a blank for what is not known', () => {
  expect(sparkline([0, 0.25, 0.5, undefined, 1, 2], { width: 6, min: 0, max: 1 })).toBe('▁▃▅ ██')
  expect(sparkline([5, 5], { width: 4 })).toBe('  ▁▁')
  expect(sparkline([], { width: 3 })).toBe('   ')
})

it('without a GPU the table says why', async () => {
  await using run = await startFakeGpu({}, { command: '/nowhere/nvidia-smi' })
  await until('the failure', () => run.gpu.describe().tool.failure)
  expect(formatGpuTable(run.gpu.describe())).toBe('No GPU: /nowhere/nvidia-smi was not found (no_tool)')
})

it.skipIf(!HAS_CAPTURES)(
  `the table of a recorded A100 with MIG says what there is and what not${HAS_CAPTURES ? '' : ` (${CAPTURES_MISSING})`}`,
  async () => {
    await using run = await startFakeGpu({ capture: capturePath('a100-sxm4-80gb-mig__535.54.03.xml') })
    const lines = await until('the MIG devices', () => {
      const text = formatGpuTable(run.gpu.describe())
      return text.includes('/6/0') && text.includes('process.count') && text.split('\n')
    })
    expect(lines[0]).toMatch(/nvidia-smi, driver 535\.54\.03, 43 fields, \d+ samples$/)
    expect(lines.slice(2, 5)).toEqual([
      'GPU 0  NVIDIA A100-SXM4-80GB  [ok]',
      '  load –      memory 50 MiB of 80 GiB  27 °C',
      '  power 67 W of 500 W',
    ])
    const squeezed = lines.map((line) => line.trim().replace(/ {2,}/g, '  '))
    expect(squeezed).toContain('hw.temperature  memory  44 °C')
    expect(squeezed).toContain('hw.gpu.memory.usage  GPU-ae242472-c8f6-3ba4-7ae4-71424b24b862/3/0  12 MiB')
    expect(squeezed).toContain('utilization.gpu  not_available, the driver says [N/A]')
    expect(squeezed).toContain('clocks_event_reasons_counters.sw_power_cap (since 590)')
  },
)

it('with a history the table has small bars', async () => {
  await using run = await startFakeGpu({}, { processes: false, details: false })
  const description = await until('a GPU', () => run.gpu.describe().gpus.length > 0 && run.gpu.describe())
  const history = new Map([[description.gpus[0]!.id, { utilization: [0, 1], powerWatts: [100, 700] }]])
  expect(formatGpuTable(description, { history, details: false }).split('\n')[3]).toBe(
    `  load 0 %    ${' '.repeat(18)}▁█  memory 0 B of 79.6 GiB  41 °C`,
  )
})
