import { describe, expect, it } from 'vitest'
import { CAPTURES_MISSING, capturePath, HAS_CAPTURES } from './captures.ts'
import { toBaseUnits } from './expected-capture.ts'
import { EXPECTED_EIGHT_GPU_CAPTURES } from './expected-eight-gpu-captures.ts'
import { EXPECTED_TEXT_CAPTURES } from './expected-text-captures.ts'
import { EXPECTED_XML_CAPTURES } from './expected-xml-captures.ts'
import { startFakeGpu } from './start-fake-gpu.ts'
import { summarise } from './summarise.ts'
import { until } from './until.ts'

describe.skipIf(!HAS_CAPTURES)(`a recorded host, through a real child process${HAS_CAPTURES ? '' : ` (${CAPTURES_MISSING})`}`, () => {
  it.each(
    [...EXPECTED_TEXT_CAPTURES, ...EXPECTED_XML_CAPTURES, ...EXPECTED_EIGHT_GPU_CAPTURES].map((expected) => ({
      ...expected,
      name: `${expected.file} ${expected.section ?? ''}`,
    })),
  )('gives every value of $name and no other', async (expected) => {
    const script = { capture: capturePath(expected.file), ...(expected.section && { section: expected.section }) }
    // Where the driver has the mean of the last second, as often as by default: sampled faster, the momentary power would go before it.
    await using run = await startFakeGpu(script, { intervalMs: expected.powerSource === 'power.draw.average' ? 1_000 : 100 })
    const description = await until('two samples, the processes and the details of every GPU', () => {
      const now = run.gpu.describe()
      const names = (i: number): string[] => now.gpus[i]?.points.map(({ metric }) => metric.name) ?? []
      const isWhole = (_: unknown, i: number): boolean =>
        ['tokenscope.gpu.sampled.time', 'tokenscope.gpu.process.count', 'tokenscope.gpu.pcie.throughput'].every((name) =>
          names(i).includes(name),
        )
      return expected.gpus.every(isWhole) && now
    })
    expect(description.gpus).toHaveLength(expected.gpus.length)
    expect(description.tool).toMatchObject({ driverVersion: expected.driver, failures: {}, restarts: 0 })
    for (const [i, gpu] of description.gpus.entries()) {
      expect(gpu.name).toBe(expected.model)
      expect(summarise(gpu.points, gpu.id)).toEqual(toBaseUnits(expected.gpus[i]!))
      expect(gpu.absent.map(({ field }) => field).sort()).toEqual([...expected.absent].sort())
      const info = gpu.points.find(({ metric }) => metric.name === 'tokenscope.gpu.info')!.attributes
      expect(info['tokenscope.gpu.power.source']).toBe(expected.powerSource)
    }
  })
})
