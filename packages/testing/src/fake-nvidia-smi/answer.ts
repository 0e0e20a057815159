import type { FakeArguments } from './arguments.ts'
import type { FakeHost, HostGpu } from './fake-host.ts'
import type { CatalogueField } from './field-catalogue.ts'
import type { FakeFailure, FakeValue } from './script.ts'
import { toXml } from './to-xml.ts'

/** What the tool prints in one pass, part by part, and its exit code. A pass that hangs has a last part `hang`. */
export interface FakeAnswer {
  readonly lines: readonly string[]
  readonly exitCode: number
  readonly hangs?: true
}

const HANDLE_ERRORS: Readonly<Record<NonNullable<HostGpu['fake']['handleError']>, FakeFailure>> = {
  lost: { stdout: 'GPU is lost.  Reboot the system to recover this GPU', exitCode: 15 },
  unknown: { stdout: 'Unknown Error', exitCode: 255 },
  reset: { stdout: 'A GPU reset must occur before this GPU can be used again.', exitCode: 255 },
}
/** Since this branch a GPU without a handle no longer hides the others. */
const GOES_ON_SINCE = 600

/** Answers one pass of a call as the host would. Pure. */
export function answer(host: FakeHost, call: FakeArguments, pass: number, refused: readonly string[] = []): FakeAnswer {
  switch (call.kind) {
    case 'query-gpu':
      return queryGpu(host, call, pass, refused)
    case 'query-compute-apps':
      return { lines: computeApps(host, call), exitCode: 0 }
    case 'help-query-gpu':
      return { lines: (host.help ?? helpOf(host.fields)).split('\n'), exitCode: 0 }
    case 'version':
      return { lines: [`NVIDIA-SMI version  : ${host.driverVersion}`, `DRIVER version      : ${host.driverVersion}`], exitCode: 0 }
    case 'list':
      return { lines: host.gpus.flatMap(listOf), exitCode: 0 }
    case 'xml':
      return { lines: (host.xml ?? toXml(host)).split('\n'), exitCode: 0 }
    case 'dmon':
      return { lines: dmonLines(host, call, pass), exitCode: 0 }
    case 'two-queries':
      return { lines: ['Only one --query-* switch can be used at a time.'], exitCode: 2 }
    default:
      return { lines: ["Invalid combination of input arguments. Please run 'nvidia-smi -h' for help.", ''], exitCode: 2 }
  }
}

function queryGpu(host: FakeHost, call: FakeArguments, pass: number, refused: readonly string[]): FakeAnswer {
  const fields: CatalogueField[] = []
  for (const name of call.fields) {
    const field = host.fields.find((known) => known.name === name || known.alias === name)
    if (!field || refused.includes(name)) return { lines: [`Field "${name}" is not a valid field to query.`, ''], exitCode: 2 }
    fields.push(field)
  }
  const chosen = host.gpus.filter((gpu, index) => !gpu.fake.hidden && isChosen(call.id, gpu, index))
  if (chosen.length === 0) return { lines: ['No devices were found'], exitCode: 6 }
  const lines: string[] = call.noHeader || pass > 0 ? [] : [fields.map(({ name, unit }) => (unit ? `${name} [${unit}]` : name)).join(', ')]
  for (const gpu of chosen) {
    const { handleError, hangsFromPass } = gpu.fake
    if (handleError) {
      const { stdout, exitCode } = HANDLE_ERRORS[handleError]
      const text = `Unable to determine the device handle for GPU${cellOf(gpu, 'index', 0)}: ${cellOf(gpu, 'pci.bus_id', 0)}: ${stdout}`
      if (host.branch < GOES_ON_SINCE) return { lines: [text, ''], exitCode }
      lines.push(text)
    } else if (hangsFromPass !== undefined && pass >= hangsFromPass) return { lines, exitCode: 0, hangs: true }
    else lines.push(rowOf(gpu, fields, call.noUnits, pass))
  }
  return { lines, exitCode: 0 }
}

function rowOf(gpu: HostGpu, fields: readonly CatalogueField[], noUnits: boolean, pass: number): string {
  const isLost = gpu.fake.lostFromPass !== undefined && pass >= gpu.fake.lostFromPass
  return fields
    .map(({ name, unit }) => {
      if (isLost && name !== 'count' && name !== 'timestamp') return '[GPU is lost]'
      const cell = cellOf(gpu, name, pass)
      return unit !== undefined && !noUnits && /^-?\d/.test(cell) ? `${cell} ${unit}` : cell
    })
    .join(', ')
}

function cellOf(gpu: HostGpu, field: string, pass: number): string {
  const value: FakeValue = gpu.cells[field] ?? '[N/A]'
  return Array.isArray(value) ? String(value[pass % value.length]) : String(value)
}

function isChosen(id: string | undefined, gpu: HostGpu, index: number): boolean {
  return id === undefined || id === String(index) || id === gpu.cells.uuid || id === gpu.cells['pci.bus_id']
}

function computeApps(host: FakeHost, call: FakeArguments): readonly string[] {
  const chosen = host.gpus.filter((gpu, index) => isChosen(call.id, gpu, index)).map(({ cells }) => cells.uuid)
  const columns: Readonly<Record<string, keyof FakeHost['apps'][number]>> = {
    gpu_uuid: 'gpuUuid',
    pid: 'pid',
    process_name: 'name',
    name: 'name',
    used_gpu_memory: 'memory',
    used_memory: 'memory',
  }
  const rows = host.apps.filter(({ gpuUuid }) => chosen.includes(gpuUuid))
  return rows.map((app) => call.fields.map((field) => (columns[field] ? app[columns[field]] : '[N/A]')).join(', '))
}

function helpOf(fields: readonly CatalogueField[]): string {
  const entries = fields.map(({ name, alias }) => `"${name}"${alias === undefined ? '' : ` or "${alias}"`}\nA field of the fake driver.\n`)
  return `List of valid properties to query for the switch "--query-gpu":\n\n${entries.join('\n')}`
}

function listOf({ cells, fake }: HostGpu): readonly string[] {
  const devices = fake.mig?.map(({ profile, uuid }, i) => `  MIG ${profile}     Device  ${i}: (UUID: ${uuid})`) ?? []
  return [`GPU ${cells.index}: ${cells.name} (UUID: ${cells.uuid})`, ...devices]
}

/** GPM metrics are differences: the first pass has none. Each prints its own number as its value. */
function dmonLines(host: FakeHost, { gpmMetrics }: FakeArguments, pass: number): readonly string[] {
  const head = [
    `# gpu    pwr  gtemp  mtemp ${gpmMetrics.map((id) => `gpm${id}`).join(' ')}`,
    `# Idx      W      C      C ${gpmMetrics.map((id) => (Number(id) < 20 ? 'GPM:%' : 'GPM:MiB/s')).join(' ')}`,
  ]
  const rows = host.gpus.map((_, index) => `    ${index}     69     41     47 ${gpmMetrics.map((id) => (pass === 0 ? '-' : id)).join(' ')}`)
  return pass === 0 ? [...head, ...rows] : rows
}
