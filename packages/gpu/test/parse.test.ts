import { describe, expect, it } from 'vitest'
import { absentReason } from '../src/parse/absent.ts'
import { parseComputeApps } from '../src/parse/compute-apps.ts'
import { deviceErrorBusId } from '../src/parse/failure.ts'
import { splitRow, toGpuReading } from '../src/parse/gpu-reading.ts'
import { parseHelpFields } from '../src/parse/help-fields.ts'
import { parseMigList } from '../src/parse/mig-list.ts'
import { parseValue } from '../src/parse/value.ts'
import type { NumberField, QueryField } from '../src/query-field.ts'
import { QUERY_FIELDS } from '../src/query-fields.ts'
import { selectFields } from '../src/reader/discover-fields.ts'

const POWER: readonly QueryField[] = QUERY_FIELDS.filter(({ key }) => key === 'powerWatts')

function field(name: string): NumberField {
  return QUERY_FIELDS.find((row) => row.field === name) as NumberField
}

describe('a cell', () => {
  it.each([
    ['N/A', 'not_available'],
    ['[N/A]', 'not_available'],
    ['[Not Supported]', 'not_supported'],
    ['[Unknown Error]', 'unknown_error'],
    ['ERR!', 'unknown_error'],
    ['[GPU is lost]', 'gpu_is_lost'],
    ['[GPU requires reset]', 'gpu_requires_reset'],
    ['[Insufficient Permissions]', 'insufficient_permissions'],
    ['[Requested functionality has been deprecated]', 'deprecated'],
    ['[Function Not Found]', 'not_supported'],
    ['[Not Found]', 'not_found'],
    ['None', 'none'],
    ['-', 'not_available'],
    ['', 'empty'],
    ['[A Word Of 2031]', 'unrecognised'],
  ])('%j has no value: %s', (text, reason) => {
    expect(absentReason(text)).toBe(reason)
  })

  it.each([
    ['utilization.gpu', '7', 0.07],
    ['utilization.gpu', '0', 0],
    ['memory.used', '1', 1_048_576],
    ['power.draw', '631.95', 631.95],
    ['temperature.gpu.tlimit', '-3', -3],
    ['clocks.sm', '1980', 1_980_000_000],
    ['clocks_event_reasons_counters.sw_power_cap', '5451018134', 5451.018134],
    ['pstate', 'P12', 12],
    ['clocks_throttle_reasons.active', '0x0000000000000104', 0x104],
    ['clocks_throttle_reasons.active', '0xFFFFFFFFFFFFFFFF', 2 ** 53 - 1],
    ['retired_pages.pending', 'Yes', 1],
    ['retired_pages.pending', 'No', 0],
  ])('%s %j is %d', (name, text, value) => {
    expect(parseValue(field(name), text)).toBe(value)
  })

  it.each([
    ['utilization.gpu', '7 %'],
    ['power.draw', '27,23'],
    ['power.draw', '1e3'],
    ['power.draw', 'Infinity'],
    ['power.draw', 'NaN'],
    ['power.draw', '0x10'],
    ['pstate', 'P'],
    ['clocks_throttle_reasons.active', '4'],
    ['retired_pages.pending', 'Pending'],
  ])('%s %j is no value of its kind', (name, text) => {
    expect(parseValue(field(name), text)).toBeUndefined()
  })
})

describe('a row', () => {
  it('takes the best power that the driver gives and says which it was', () => {
    const reading = (cells: readonly string[]): unknown => {
      const { numbers, powerField } = toGpuReading(POWER, cells, 0)
      return [numbers.powerWatts, powerField]
    }
    expect(reading(['10', '20', '30'])).toEqual([10, 'power.draw.average'])
    expect(reading(['[N/A]', '20', '30'])).toEqual([20, 'power.draw.instant'])
    expect(reading(['[N/A]', '[N/A]', '30'])).toEqual([30, 'power.draw'])
    expect(reading(['[N/A]', '[N/A]', '[N/A]'])).toEqual([undefined, undefined])
  })

  it('keeps a power of 0 W, but takes a power limit of 0 W for none', () => {
    const fields = QUERY_FIELDS.filter(({ field: name }) => ['power.draw', 'enforced.power.limit'].includes(name))
    const { numbers, absent } = toGpuReading(fields, ['0.00', '0.00'], 0)
    expect(numbers).toEqual({ powerWatts: 0 })
    expect(absent).toEqual([{ field: 'enforced.power.limit', reason: 'zero', text: '0.00' }])
  })

  it('names every cell without a value, with the words of the driver', () => {
    const fields = QUERY_FIELDS.filter(({ field: name }) => ['uuid', 'utilization.gpu', 'pstate'].includes(name))
    expect(toGpuReading(fields, ['[N/A]', 'lots', '[Unknown Error]'], 0).absent).toEqual([
      { field: 'uuid', reason: 'not_available', text: '[N/A]' },
      { field: 'utilization.gpu', reason: 'unrecognised', text: 'lots' },
      { field: 'pstate', reason: 'unknown_error', text: '[Unknown Error]' },
    ])
  })

  it('takes None as an answer where it is one', () => {
    const fields = QUERY_FIELDS.filter(({ field: name }) => ['gpu_recovery_action', 'serial'].includes(name))
    expect(toGpuReading(fields, ['None', 'None'], 0).texts).toEqual({ recoveryAction: 'None' })
  })

  it('is told from a header by its first cells, also when the driver renames a field in it', () => {
    const fields = QUERY_FIELDS.filter(({ field: name }) => ['count', 'clocks_throttle_reasons.active'].includes(name))
    expect(splitRow('count, clocks_event_reasons.active', fields)).toBeUndefined()
    expect(splitRow('8, 0x0', fields)).toEqual(['8', '0x0'])
    expect(splitRow('8', fields)).toBeUndefined()
    expect(splitRow('8, 0x0, 1', fields)).toBeUndefined()
  })
})

describe('the help', () => {
  it('gives a field under all of its names', () => {
    const help =
      'List of valid properties to query for the switch "--query-gpu":\n\n"clocks.current.sm" or "clocks.sm"\nText "quoted".\n"uuid"\n'
    expect([...parseHelpFields(help)]).toEqual(['clocks.current.sm', 'clocks.sm', 'uuid'])
  })

  it('that cannot be read leaves the core fields, which every driver takes', () => {
    expect(selectFields(parseHelpFields('garbage')).map(({ field: name }) => name)).toEqual(
      // prettier-ignore
      'count,index,uuid,name,pci.bus_id,driver_version,persistence_mode,utilization.gpu,utilization.memory,memory.total,memory.used,memory.free,power.draw,enforced.power.limit,power.limit,temperature.gpu,fan.speed,clocks.sm,clocks.mem,clocks.max.sm,pstate,clocks_throttle_reasons.active,pcie.link.gen.current,pcie.link.width.current,ecc.errors.corrected.volatile.total,ecc.errors.uncorrected.volatile.total,retired_pages.pending'.split(
        ',',
      ),
    )
  })
})

describe('other outputs', () => {
  it('a process of unknown memory is a process, one without a number is none', () => {
    expect(parseComputeApps('GPU-1, 7, C:\\Program Files\\a, b.exe, [N/A]\r\nNo running processes found\r\n').apps).toEqual([
      { gpuUuid: 'GPU-1', pid: 7, name: 'C:\\Program Files\\a, b.exe' },
    ])
  })

  it('MIG devices are listed below their GPU', () => {
    const list =
      'GPU 0: NVIDIA A100 (UUID: GPU-0a)\n  MIG 3g.20gb     Device  0: (UUID: MIG-1)\n  MIG 1c.3g.20gb  Device  1: (UUID: MIG-2)\nGPU 1: NVIDIA A100 (UUID: GPU-0b)\n'
    expect(parseMigList(list)).toEqual([
      { gpuUuid: 'GPU-0a', index: 0, uuid: 'MIG-1', profile: '3g.20gb' },
      { gpuUuid: 'GPU-0a', index: 1, uuid: 'MIG-2', profile: '1c.3g.20gb' },
    ])
  })

  it('a device error names the bus', () => {
    expect(deviceErrorBusId('Unable to determine the device handle for GPU1: 0000:34:00.0: Unknown Error')).toBe('0000:34:00.0')
    expect(deviceErrorBusId('Unable to determine the device handle for GPU 0000:1A:00.0: GPU is lost.')).toBe('0000:1A:00.0')
    expect(deviceErrorBusId('0000:1A:00.0 is fine')).toBeUndefined()
  })
})
