import { readFileSync } from 'node:fs'
import { type CatalogueField, fieldsOfDriver } from './field-catalogue.ts'
import type { FakeGpu, FakeNvidiaSmiScript, FakeValue } from './script.ts'
import { readTextCapture } from './text-capture.ts'
import { readXmlCapture } from './xml-capture.ts'

/** What a capture or the catalogue says of one host. */
export interface CapturedHost {
  readonly driverVersion: string
  readonly count: number
  readonly fields: readonly CatalogueField[]
  /** The help as it was recorded, if it was. */
  readonly help?: string
  /** Cells without units by canonical field name, GPU by GPU. */
  readonly gpus: readonly Readonly<Record<string, string>>[]
  readonly apps: readonly { readonly gpuUuid: string; readonly pid: string; readonly name: string; readonly memory: string }[]
  readonly xml?: string
}

export interface HostGpu {
  readonly cells: Readonly<Record<string, FakeValue>>
  readonly fake: FakeGpu
}

/** The host that a script describes, ready to answer. */
export interface FakeHost extends Omit<CapturedHost, 'gpus'> {
  readonly branch: number
  readonly gpus: readonly HostGpu[]
}

const DEFAULT_DRIVER = '550.163.01'

export function createHost(script: FakeNvidiaSmiScript): FakeHost {
  const captured = script.capture === undefined ? catalogueHost(script) : readCapture(script.capture, script.section ?? 'load')
  const driverVersion = script.driverVersion ?? captured.driverVersion
  const gpus = captured.gpus.map((cells, index) => {
    const fake = script.gpus?.[index] ?? {}
    const identity = { ...(fake.name !== undefined && { name: fake.name }), ...(fake.uuid !== undefined && { uuid: fake.uuid }) }
    return { fake, cells: { ...cells, driver_version: driverVersion, ...identity, ...fake.fields } }
  })
  const apps =
    script.processes?.map(({ gpu, pid, name, memory }) => ({
      gpuUuid: String(gpus[gpu]?.cells.uuid ?? ''),
      pid: String(pid),
      name,
      memory: String(memory),
    })) ?? captured.apps
  return { ...captured, driverVersion, branch: branchOf(driverVersion), gpus, apps }
}

function readCapture(path: string, section: 'idle' | 'load'): CapturedHost {
  const source = readFileSync(path, 'utf8')
  return source.trimStart().startsWith('<') ? readXmlCapture(source) : readTextCapture(source, section)
}

function catalogueHost({ driverVersion = DEFAULT_DRIVER, gpus = [{}] }: FakeNvidiaSmiScript): CapturedHost {
  const fields = fieldsOfDriver(branchOf(driverVersion))
  const defaults = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
  return {
    driverVersion,
    count: gpus.length,
    fields,
    apps: [],
    gpus: gpus.map((_, index) => ({
      ...defaults,
      index: String(index),
      count: String(gpus.length),
      uuid: `GPU-00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      'pci.bus_id': `00000000:${(index + 1).toString(16).toUpperCase().padStart(2, '0')}:00.0`,
    })),
  }
}

function branchOf(driverVersion: string): number {
  return Number.parseInt(driverVersion, 10)
}
