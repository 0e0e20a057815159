import { FAKE_FAILURES, fakeNvidiaSmi } from '@tokenscope/testing'
import { expect, it } from 'vitest'
import { checkGpu } from '../../src/doctor/checks/check-gpu.ts'
import type { Facts } from '../../src/doctor/facts.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { probeGpu } from '../../src/doctor/probes/probe-gpu.ts'

async function findings(command: string): Promise<readonly Pick<Finding, 'level' | 'text'>[]> {
  const gpu = await probeGpu(command)
  return checkGpu({ gpu } as Facts).map(({ level, text }) => ({ level, text }))
}

it('the GPUs, the driver, how many fields are used and which the driver does not know', async () => {
  await using tool = await fakeNvidiaSmi({ driverVersion: '590.48.01', gpus: [{ name: 'A' }, { name: 'B' }], refusedFields: ['pstate'] })
  const [used, refused, ...others] = await findings(tool.command)
  expect(others).toEqual([])
  expect(used).toEqual({ level: 'ok', text: expect.stringMatching(/^nvidia-smi: 2 × A, B, driver 590\.48\.01, \d\d fields used\.$/) })
  expect(refused).toEqual({
    level: 'note',
    text: 'Not used, because this driver does not know them: pstate (since 390), reset_status.reset_required (since 535).',
  })
})

it('a tool that is not there and a host without a GPU are no loss, a broken driver is one', async () => {
  await using empty = await fakeNvidiaSmi({ failure: FAKE_FAILURES.noDevices })
  await using broken = await fakeNvidiaSmi({ failure: FAKE_FAILURES.versionMismatch })
  expect(await findings('/nowhere/nvidia-smi')).toEqual([
    { level: 'note', text: 'No nvidia-smi on the PATH: no GPU metrics from this machine.' },
  ])
  expect(await findings(empty.command)).toEqual([{ level: 'note', text: 'nvidia-smi finds no GPU: no GPU metrics from this machine.' }])
  expect(await findings(broken.command)).toEqual([
    { level: 'loss', text: expect.stringMatching(/^nvidia-smi is there but fails: .*version mismatch/) },
  ])
})
