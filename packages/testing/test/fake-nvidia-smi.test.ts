import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FAKE_FAILURES, type FakeNvidiaSmi, type FakeNvidiaSmiScript, fakeNvidiaSmi } from '@tokenscope/testing'
import { afterEach, describe, expect, it } from 'vitest'

const CAPTURES = fileURLToPath(new URL('../../../../shared/data/gpu-captures/', import.meta.url))
const HAS_CAPTURES = existsSync(`${CAPTURES}MANIFEST.tsv`)
const MISSING = HAS_CAPTURES ? '' : ' (skipped: needs the recorded nvidia-smi outputs in ../shared/data/gpu-captures)'

interface Output {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

let fake: FakeNvidiaSmi | undefined
afterEach(() => fake?.close())

async function run(script: FakeNvidiaSmiScript, ...args: readonly string[]): Promise<Output> {
  await fake?.close()
  fake = await fakeNvidiaSmi(script)
  const { command } = fake
  return await new Promise((resolve) => {
    execFile(command, args, (error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: typeof error?.code === 'number' ? error.code : 0 }),
    )
  })
}

const CSV = '--format=csv,noheader,nounits'
const TWO: FakeNvidiaSmiScript = { gpus: [{ fields: { 'utilization.gpu': 10 } }, { fields: { 'utilization.gpu': 20 } }] }

describe('a query', () => {
  it('gives a row for each GPU in the order of the fields', async () => {
    expect(await run(TWO, '--query-gpu=index,utilization.gpu,count', CSV)).toEqual({
      stdout: '0, 10, 2\n1, 20, 2\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('has header and units unless they are not wanted', async () => {
    const { stdout } = await run(TWO, '--query-gpu=index,utilization.gpu,clocks.sm', '--format=csv')
    expect(stdout).toBe('index, utilization.gpu [%], clocks.current.sm [MHz]\n0, 10 %, 345 MHz\n1, 20 %, 345 MHz\n')
  })

  it.each(['-i 1', '--id=1', '-i GPU-00000000-0000-0000-0000-000000000001', '-i 00000000:02:00.0'])('of one GPU by %s', async (id) => {
    expect((await run(TWO, '--query-gpu=index', CSV, ...id.split(' '))).stdout).toBe('1\n')
  })

  it('refuses a field by name, also one of a newer driver and one behind a blank', async () => {
    expect(await run(TWO, '--query-gpu=index,bogus.field,other', CSV)).toEqual({
      stdout: 'Field "bogus.field" is not a valid field to query.\n\n',
      stderr: '',
      exitCode: 2,
    })
    expect((await run({ driverVersion: '470.256.02' }, '--query-gpu=power.draw.average', CSV)).exitCode).toBe(2)
    expect((await run(TWO, '--query-gpu=index, name', CSV)).stdout).toContain('Field " name" is not')
  })

  it('changes its values pass by pass and follows a new script', async () => {
    const script: FakeNvidiaSmiScript = { gpus: [{ fields: { 'utilization.gpu': [10, 20] } }], exitAfterPasses: { passes: 3, exitCode: 0 } }
    expect((await run(script, '--query-gpu=utilization.gpu', CSV, '--loop-ms=10')).stdout).toBe('10\n20\n10\n')
  })
})

describe('a bad GPU', () => {
  it('without a handle hides all others, unless they are asked for alone', async () => {
    const script: FakeNvidiaSmiScript = { gpus: [{}, { handleError: 'lost' }, {}] }
    const whole = await run(script, '--query-gpu=index', CSV)
    expect(whole).toEqual({
      stdout: 'Unable to determine the device handle for GPU1: 00000000:02:00.0: GPU is lost.  Reboot the system to recover this GPU\n\n',
      stderr: '',
      exitCode: 15,
    })
    expect((await run(script, '--query-gpu=index', CSV, '-i', '2')).stdout).toBe('2\n')
    const newer = await run({ ...script, driverVersion: '610.57.04' }, '--query-gpu=index', CSV)
    expect([newer.exitCode, newer.stdout.split('\n').filter((line) => /^\d/.test(line))]).toEqual([0, ['0', '2']])
  })

  it('that is lost while it is read loses its identity too; the count stays', async () => {
    const { stdout } = await run({ gpus: [{}, { lostFromPass: 0 }] }, '--query-gpu=index,uuid,count', CSV)
    expect(stdout).toBe('0, GPU-00000000-0000-0000-0000-000000000000, 2\n[GPU is lost], [GPU is lost], 2\n')
  })

  it('that may not be opened is not shown but counted', async () => {
    expect((await run({ gpus: [{}, { hidden: true }] }, '--query-gpu=index,count', CSV)).stdout).toBe('0, 2\n')
  })
})

describe('other calls', () => {
  it('list the processes without a header, and nothing when there are none', async () => {
    const processes = [{ gpu: 0, pid: 42, name: 'VLLM::EngineCore', memory: 71234 }]
    const args = ['--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory', CSV]
    expect((await run({ processes }, ...args)).stdout).toBe('GPU-00000000-0000-0000-0000-000000000000, 42, VLLM::EngineCore, 71234\n')
    expect((await run({}, ...args)).stdout).toBe('')
  })

  it('name the driver, list the GPUs, and print XML', async () => {
    const script: FakeNvidiaSmiScript = {
      gpus: [{ mig: [{ profile: '3g.40gb', uuid: 'MIG-1', gpuInstance: 2, memoryTotalMib: 40_000, memoryUsedMib: 10 }] }],
    }
    expect((await run(script, '--version')).stdout).toContain('DRIVER version      : 550.163.01')
    expect((await run(script, '-L')).stdout).toContain('  MIG 3g.40gb     Device  0: (UUID: MIG-1)')
    expect((await run(script, '-q', '-x')).stdout).toContain('<gpu_instance_id>2</gpu_instance_id>')
  })

  it('are refused like by the real tool', async () => {
    expect(await run({}, '--query-gpu=index', '--query-compute-apps=pid', '--format=csv')).toMatchObject({
      stdout: 'Only one --query-* switch can be used at a time.\n',
      exitCode: 2,
    })
    expect(await run({ failure: FAKE_FAILURES.noDriver }, '--help-query-gpu')).toMatchObject({
      exitCode: 9,
      stdout: FAKE_FAILURES.noDriver.stdout,
    })
    expect((await run({}, '--query-gpu=index', CSV, '-i', '7')).exitCode).toBe(6)
  })

  it('are remembered', async () => {
    await run({}, '-q', '-x')
    expect((await fake!.calls()).map(({ args }) => args)).toEqual([['-q', '-x']])
  })
})

describe.skipIf(!HAS_CAPTURES)(`what real drivers printed${MISSING}`, () => {
  const recorded = (name: string): Output => {
    const all = JSON.parse(readFileSync(`${CAPTURES}behaviour-by-driver.json`, 'utf8')) as readonly (Output & {
      case: string
      driver: string
    })[]
    const { stdout, stderr, exitCode } = all.find((row) => row.case === name && row.driver.startsWith('550'))!
    return { stdout, stderr, exitCode }
  }

  it.each([
    ['library-not-found', FAKE_FAILURES.noLibrary],
    ['driver-not-loaded', FAKE_FAILURES.noDriver],
    ['nvmlInit-no-permission', FAKE_FAILURES.noPermission],
    ['nvmlInit-driver-library-version-mismatch', FAKE_FAILURES.versionMismatch],
    ['nvmlInit-init-unknown-error', FAKE_FAILURES.containerLostDevices],
    ['unknown-index', FAKE_FAILURES.noDevices],
  ])('%s is printed to the letter', async (name, failure) => {
    expect(await run({ failure }, '--query-gpu=index', CSV)).toEqual(recorded(name))
  })

  it('a refused field and two queries are refused to the letter', async () => {
    expect(await run({}, '--query-gpu=index,bogus.field', CSV)).toEqual(recorded('invalid-field'))
    expect(await run({}, '--query-gpu=index', '--query-compute-apps=pid', '--format=csv')).toEqual(recorded('two-queries'))
  })

  it('a recorded query is answered with the recorded cells, with and without units', async () => {
    const capture = `${CAPTURES}h100-80gb-hbm3__590.48.01.txt`
    const fields = 'name,power.draw,memory.used,clocks.max.sm,fabric.state'
    expect((await run({ capture }, `--query-gpu=${fields}`, CSV)).stdout).toBe('NVIDIA H100 80GB HBM3, 631.95, 19818, 1980, Completed\n')
    const idle = await run({ capture, section: 'idle' }, `--query-gpu=${fields}`, '--format=csv,noheader')
    expect(idle.stdout).toBe('NVIDIA H100 80GB HBM3, 69.85 W, 0 MiB, 1980 MHz, Completed\n')
  })
})
