import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseComputeApps } from '../src/parse/compute-apps.ts'
import { refusedField, toFailure } from '../src/parse/failure.ts'
import { splitRow } from '../src/parse/gpu-reading.ts'
import { QUERY_FIELDS } from '../src/query-fields.ts'
import { CAPTURES_MISSING, capturePath, HAS_CAPTURES } from './captures.ts'

interface Behaviour {
  readonly case: string
  readonly driver: string
  readonly args: readonly string[]
  readonly exitCode: number
  readonly stdout: string
}

const REASONS: Readonly<Record<string, string>> = {
  'library-not-found': 'no_library',
  'driver-not-loaded': 'no_driver',
  'nvmlInit-no-permission': 'no_permission',
  'nvmlInit-init-gpu-is-lost': 'gpu_is_lost',
  'nvmlInit-os-blocked': 'os_blocked',
  'nvmlInit-driver-library-version-mismatch': 'version_mismatch',
  'nvmlInit-init-unknown-error': 'nvml_init',
  'invalid-field': 'invalid_field',
  'unknown-index': 'no_devices',
  'two-queries': 'exit_2',
  'gpu1-handle-unknown-error': 'device_handle',
  'gpu1-handle-gpu-is-lost': 'device_handle',
  'gpu1-handle-requires-reset': 'device_handle',
}

describe.skipIf(!HAS_CAPTURES)(`126 recorded behaviours of seven drivers${HAS_CAPTURES ? '' : ` (${CAPTURES_MISSING})`}`, () => {
  const behaviours = HAS_CAPTURES ? (JSON.parse(readFileSync(capturePath('behaviour-by-driver.json'), 'utf8')) as readonly Behaviour[]) : []

  it.each(behaviours.filter(({ exitCode }) => exitCode !== 0))('names $case of driver $driver', ({ case: name, exitCode, stdout }) => {
    expect(toFailure(exitCode, null, stdout).reason).toBe(REASONS[name])
  })

  it('takes no line of an error text for a row', () => {
    const failed = behaviours.filter(({ exitCode }) => exitCode !== 0)
    const rows = failed.flatMap(({ stdout }) => stdout.split('\n').filter((line) => splitRow(line, QUERY_FIELDS)))
    expect(failed.length).toBeGreaterThan(80)
    expect(rows).toEqual([])
  })

  it('finds the refused field in the words of every driver', () => {
    const refused = behaviours.filter(({ case: name }) => name === 'invalid-field').map(({ stdout }) => refusedField(stdout))
    expect(refused).toEqual(Array(7).fill('bogus.field'))
  })

  it('reads the processes of every driver, or says for which GPUs it does not tell them', () => {
    const told = behaviours
      .filter(({ case: name }) => name === 'compute-apps')
      .map(({ driver, stdout }) => {
        const { apps, unreadable } = parseComputeApps(stdout)
        return [driver, apps.filter(({ gpuUuid }) => gpuUuid.startsWith('GPU-6')).map(({ pid, name }) => `${pid} ${name}`), unreadable.size]
      })
    const engine = ['4242 VLLM::EngineCore']
    const three = [...engine, '4243 /opt/my app? v2/python', '4244 Xorg']
    expect(told).toEqual([
      ['390.157', engine, 0],
      ['418.226.00', engine, 0],
      ['450.248.02', [], 2],
      ['460.106.00', [], 2],
      ['470.256.02', [], 2],
      ['535.261.03', three, 0],
      ['550.163.01', three, 0],
    ])
  })
})
