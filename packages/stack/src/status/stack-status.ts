import { join, resolve } from 'node:path'
import { COMPONENT_NAMES, COMPONENTS } from '../components/components.ts'
import { defaultDataFolder } from '../layout/folders.ts'
import { type ComponentName, HOST, type Ports } from '../layout/ports.ts'
import { boundLog } from '../processes/log-file.ts'
import { isAlive } from '../processes/process-identity.ts'
import { answersOk } from '../processes/until-ready.ts'
import { type ComponentState, readState } from '../stack-state.ts'
import { type StackUrls, toUrls } from '../stack-urls.ts'
import { type CollectorFigures, readCollector } from './collector-figures.ts'
import { diskBytes } from './disk-bytes.ts'
import { lastReceivedMs } from './last-received.ts'
import { memoryBytes } from './memory-bytes.ts'
import { withoutPages } from './without-pages.ts'

/** What is known of one process. */
export interface ComponentStatus {
  readonly name: ComponentName
  readonly running: boolean
  /** It runs, and says that it can work. */
  readonly ready: boolean
  readonly pid: number
  /** `unknown` where the program does not tell. */
  readonly version: string
  /** Undefined where it does not run. */
  readonly uptimeSeconds: number | undefined
  /** Resident. Undefined where it does not run or the system does not tell. */
  readonly memoryBytes: number | undefined
  readonly program: string
  readonly logFile: string
}

/** What is known of a stack. */
export interface StackStatus {
  /** `partly`: something that was started has ended or does not answer. */
  readonly state: 'running' | 'partly' | 'stopped'
  readonly dataFolder: string
  readonly components: readonly ComponentStatus[]
  /** Of everything below the data folder. */
  readonly diskBytes: number
  /** Undefined where nothing was started. */
  readonly urls: StackUrls | undefined
  readonly configFolder: string | undefined
  /** Undefined where the Collector does not answer. */
  readonly collector: CollectorFigures | undefined
  /** When the Collector last received anything in the last 24 hours, to about half a minute, as milliseconds since the epoch; undefined for never or unknown. */
  readonly lastReceivedMs: number | undefined
  /** Components that answer, but without pages for a browser: see {@link withoutPages}. */
  readonly withoutPages: readonly ComponentName[]
}

/** Looks at the stack on a data folder (default: the user's), whoever started it. Starts and stops nothing; cuts logs that grew too large. */
export async function stackStatus(options: { readonly dataFolder?: string } = {}): Promise<StackStatus> {
  const dataFolder = resolve(options.dataFolder ?? defaultDataFolder(process.env))
  const state = await readState(dataFolder)
  await boundLog(join(dataFolder, 'logs', 'received.log'))
  const disk = await diskBytes(dataFolder)
  const nothing = { urls: undefined, configFolder: undefined, collector: undefined, lastReceivedMs: undefined, withoutPages: [] }
  if (state === undefined) return { state: 'stopped', dataFolder, components: [], diskBytes: disk, ...nothing }
  const urls = toUrls(state.ports)
  const names = COMPONENT_NAMES.filter((name) => state.components[name] !== undefined)
  const [components, collector] = await Promise.all([
    Promise.all(names.map(async (name) => await componentStatus(name, state.components[name]!, state.ports))),
    readCollector(urls.collectorMetrics),
  ])
  return {
    state: overall(components),
    dataFolder,
    components,
    diskBytes: disk,
    urls,
    configFolder: state.configFolder,
    collector,
    lastReceivedMs: await lastReceivedMs(urls.prometheus, collector),
    withoutPages: await withoutPages(urls),
  }
}

function overall(components: readonly ComponentStatus[]): StackStatus['state'] {
  if (components.every(({ running }) => !running)) return 'stopped'
  return components.every(({ ready }) => ready) ? 'running' : 'partly'
}

async function componentStatus(
  name: ComponentName,
  { identity, program, version, logFile, startedAtMs }: ComponentState,
  ports: Ports,
): Promise<ComponentStatus> {
  const { ready } = COMPONENTS[name]
  const running = isAlive(identity)
  await boundLog(logFile)
  const answers = running
    ? await Promise.all(ready.map(async ([port, path]) => await answersOk(`http://${HOST}:${ports[port]}${path}`)))
    : [false]
  return {
    name,
    running,
    ready: answers.every(Boolean),
    pid: identity.pid,
    version,
    uptimeSeconds: running ? Math.round((Date.now() - startedAtMs) / 1000) : undefined,
    memoryBytes: running ? await memoryBytes(identity.pid) : undefined,
    program,
    logFile,
  }
}
