import { basename, join, resolve } from 'node:path'
import { binaryPath } from './binaries/binary-path.ts'
import type { ComponentContext } from './components/component.ts'
import { COMPONENT_NAMES, COMPONENTS } from './components/components.ts'
import { choosePorts } from './layout/choose-ports.ts'
import { collectorFolder, defaultDataFolder } from './layout/folders.ts'
import { explainFullDisk, lowDisk } from './layout/low-disk.ts'
import { type ComponentName, type Ports, toEnvironment } from './layout/ports.ts'
import { dataFolderAt, privateFolder } from './layout/private-folder.ts'
import { boundLog, rotateLog } from './processes/log-file.ts'
import { startLogKeeper, stopLogKeeper } from './processes/log-keeper.ts'
import type { ProcessIdentity } from './processes/process-identity.ts'
import { signalProcess } from './processes/stop-process.ts'
import { withLock } from './processes/with-lock.ts'
import { createComponent, type OwnedComponent, type RunningComponent } from './running-component.ts'
import { StackError } from './stack-error.ts'
import type { StackOptions } from './stack-options.ts'
import { aliveComponents, readState, removeState, writeState } from './stack-state.ts'
import { type StackUrls, toUrls } from './stack-urls.ts'

const READY_MS = 60_000

/** A stack that runs, and was started by this process. */
export interface RunningStack {
  readonly urls: StackUrls
  readonly dataFolder: string
  /** One of its processes. Throws for one that was not asked for. */
  component(name: ComponentName): RunningComponent
  /** Cuts logs that have grown over 20 MiB down to their last lines; for who stays with the stack, to be called now and then. */
  boundLogs(): Promise<void>
  /** Stops all of them, the Collector first, and resolves when they are gone. Safe to call twice. */
  shutdown(): Promise<void>
}

/** A stack runs on this data folder already. */
export class StackRunning extends StackError {
  override readonly name: string = 'StackRunning'
}

/**
 * Starts the Collector, Jaeger, Prometheus and Alertmanager with the shipped configuration, and resolves when all of them answer. What is
 * missing is built first (see {@link binaryPath}). Ports are checked before anything starts; when one part fails, all that was started
 * is stopped before the error goes on.
 * @throws {StackRunning} when one runs on this data folder already.
 * @throws {StackError} for everything else that a person can mend: a port that is taken, a process that ends (with its last log lines).
 */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const { components = COMPONENT_NAMES, onProgress = () => undefined, signal, ports: wanted = {} } = options
  if (process.platform === 'win32') throw new StackError('The stack runs on Linux and macOS; on Windows use WSL, or Docker.')
  const dataFolder = await dataFolderAt(resolve(options.dataFolder ?? defaultDataFolder(process.env)))
  const onWait = (pid: number): never => {
    throw new StackError(`Another start on ${dataFolder} is going on (process ${pid}). Wait for it, or choose another data folder.`)
  }
  return await withLock(join(dataFolder, 'stack.lock'), { onWait }, async () => {
    await refuseSecond(dataFolder)
    await choosePorts(wanted, components)
    const programs = new Map<ComponentName, string>()
    for (const name of components) {
      programs.set(name, await binaryPath(COMPONENTS[name].tool, { onProgress, ...(signal !== undefined && { signal }) }))
    }
    // A build takes minutes: what was free before it may not be so any more.
    const ports = await choosePorts(wanted, components)
    const warning = await lowDisk(dataFolder)
    if (warning !== undefined) onProgress(warning)
    return await startAll(programs, ports, dataFolder, options).catch((error: unknown) => {
      throw explainFullDisk(error, dataFolder)
    })
  })
}

async function refuseSecond(dataFolder: string): Promise<void> {
  const state = await readState(dataFolder)
  const alive = state === undefined ? [] : aliveComponents(state)
  if (alive.length > 0) throw new StackRunning(`A stack runs on ${dataFolder} already: ${alive.join(', ')}.`)
}

async function startAll(
  programs: ReadonlyMap<ComponentName, string>,
  ports: Ports,
  dataFolder: string,
  options: StackOptions,
): Promise<RunningStack> {
  const { onProgress = () => undefined, signal, env = {}, timeoutMs = READY_MS, outlive = false } = options
  const files = { ...options, configFolder: resolve(options.configFolder ?? collectorFolder()) }
  const given = inherited()
  const context: ComponentContext = { dataFolder, ports, files, env: { ...given, ...env } }
  const logs = await privateFolder(join(dataFolder, 'logs'))
  const logFiles = ['received', ...programs.keys()].map((name) => join(logs, `${name}.log`))
  const owned = new Map<ComponentName, OwnedComponent>()
  let logKeeper: ProcessIdentity | undefined
  let stopping: Promise<void> | undefined
  const write = async (): Promise<void> => {
    if (stopping !== undefined) return
    const states = [...owned].flatMap(([name, { state }]) => (state === undefined ? [] : [[name, state] as const]))
    const components = Object.fromEntries(states)
    await writeState(dataFolder, { format: 1, ports, configFolder: files.configFolder, components, ...(logKeeper && { logKeeper }) })
  }
  // One after the other: components become ready at the same time.
  let written = Promise.resolve()
  const save = async (): Promise<void> => {
    written = written.catch(() => undefined).then(write)
    await written
  }
  for (const [name, program] of programs) {
    owned.set(
      name,
      createComponent({
        name,
        program,
        context,
        env: { ...given, ...toEnvironment(ports), ...COMPONENTS[name].environment(context), ...env },
        logFile: join(logs, `${name}.log`),
        timeoutMs,
        onChange: save,
      }),
    )
  }
  const stopAtExit = (): void => {
    for (const { state } of owned.values()) if (state !== undefined) signalProcess(state.identity, 'SIGTERM')
  }
  const shutdown = (): Promise<void> =>
    (stopping ??= stopAll(owned, dataFolder, async () => {
      await written.catch(() => undefined)
      if (logKeeper !== undefined) await stopLogKeeper(logKeeper)
    }).finally(() => process.off('exit', stopAtExit)))
  if (!outlive) process.on('exit', stopAtExit)
  try {
    for (const file of logFiles) await rotateLog(file)
    for (const name of programs.keys()) await COMPONENTS[name].prepare(context)
    for (const [name, component] of owned) {
      signal?.throwIfAborted()
      onProgress(`starting ${name}`)
      await component.spawn()
    }
    if (outlive) {
      const pids = [...owned.values()].map(({ pid }) => pid)
      logKeeper = await startLogKeeper({ folder: logs, names: logFiles.map((file) => basename(file)), pids })
      await save()
    }
    await Promise.all([...owned.values()].map((component) => component.ready(signal)))
  } catch (error) {
    await shutdown()
    throw error
  }
  return {
    urls: toUrls(ports),
    dataFolder,
    component(name) {
      const component = owned.get(name)
      if (component === undefined) throw new Error(`${name} is not part of this stack: ${[...owned.keys()].join(', ')}`)
      return component
    },
    async boundLogs() {
      for (const file of logFiles) await boundLog(file)
    },
    shutdown,
  }
}

/** The one that sends goes first, so that what it still holds arrives. */
async function stopAll(owned: ReadonlyMap<ComponentName, OwnedComponent>, dataFolder: string, rest: () => Promise<void>): Promise<void> {
  await owned.get('collector')?.stop()
  await Promise.all([...owned.values()].map((component) => component.stop()))
  await rest()
  await removeState(dataFolder)
}

/** What applications are told by `OTEL_*` would make the stack report to itself. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_')))
}
