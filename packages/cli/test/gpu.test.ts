import { FAKE_FAILURES, fakeNvidiaSmi } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { runTokenscope } from './run-tokenscope.ts'

describe('tokenscope gpu', () => {
  it('shows each GPU with every value that would be a metric', async () => {
    await using tool = await fakeNvidiaSmi({
      gpus: [{ name: 'NVIDIA H100 80GB HBM3', fields: { 'utilization.gpu': 37, 'temperature.gpu': 61 } }],
    })
    const { code, stdout, stderr } = await runTokenscope(['gpu', '--command', tool.command])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^GPU 0 {2}NVIDIA H100 80GB HBM3 {2}\[ok\]\n {2}load 37 % .* 61 °C$/m)
    expect(stdout).toMatch(/^ {2}hw\.gpu\.utilization +\S+ +37 %$/m)
  })

  it('is ASCII where the locale is not UTF-8', async () => {
    await using tool = await fakeNvidiaSmi()
    const { code, stdout } = await runTokenscope(['gpu', '--command', tool.command], { LANG: 'C' })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[\n\u0020-\u007E]+$/)
  })

  it('says on stderr why there is none, and ends with 1', async () => {
    await using tool = await fakeNvidiaSmi({ failure: FAKE_FAILURES.noDriver })
    const [broken, absent] = await Promise.all([
      runTokenscope(['gpu', '--command', tool.command]),
      runTokenscope(['gpu', '--command', '/nowhere/nvidia-smi']),
    ])
    expect([broken.code, absent.code]).toEqual([1, 1])
    expect(broken.stderr).toMatch(/^No GPU: .*couldn't communicate with the NVIDIA driver/)
    expect(absent.stderr).toMatch(/^No GPU: .*\/nowhere\/nvidia-smi/)
  })

  it('prints what is known as JSON', async () => {
    await using tool = await fakeNvidiaSmi()
    const { code, stdout } = await runTokenscope(['gpu', '--json', '--command', tool.command])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).gpus).toHaveLength(1)
  })
})
