import { programVersion } from './binaries/program-version.ts'
import { TOOLS } from './binaries/tools.ts'
import type { ComponentContext } from './components/component.ts'
import { COMPONENTS } from './components/components.ts'
import type { ComponentName } from './layout/ports.ts'
import { HOST } from './layout/ports.ts'
import { isAlive } from './processes/process-identity.ts'
import { type StartedProcess, startProcess } from './processes/start-process.ts'
import { signalProcess, stopProcess, waitUntilGone } from './processes/stop-process.ts'
import { untilReady } from './processes/until-ready.ts'
import type { ComponentState } from './stack-state.ts'

const GONE_MS = 30_000

/** One process of a running stack. */
export interface RunningComponent {
  readonly pid: number
  /** Its output, of all starts since the stack was started. */
  readonly logFile: string
  /** As the program tells it; `unknown` where it tells none. */
  readonly version: string
  readonly running: boolean
  /** Sends a signal (default SIGTERM) and resolves when the process is gone; rejects when it is still there after 30 s. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again with the same ports, data and files, and resolves when it is ready. Does nothing while it runs. */
  start(): Promise<void>
}

/** What {@link createComponent} needs to know. */
export interface ComponentSetup {
  readonly name: ComponentName
  readonly program: string
  readonly context: ComponentContext
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logFile: string
  readonly timeoutMs: number
  /** Told that `state` is another one: at each start, before anybody waits for it, and when the version is known. */
  onChange(): Promise<void>
}

/** A component that the stack itself drives. */
export interface OwnedComponent extends RunningComponent {
  readonly state: ComponentState | undefined
  spawn(): Promise<void>
  ready(signal?: AbortSignal): Promise<void>
  /** SIGTERM, patience, SIGKILL. */
  stop(): Promise<void>
}

/** Makes the handle of one process; nothing is started yet. */
export function createComponent(setup: ComponentSetup): OwnedComponent {
  const { name, program, context, env, logFile, timeoutMs, onChange } = setup
  const component = COMPONENTS[name]
  let started: StartedProcess | undefined
  let startedAtMs = 0
  let version = 'unknown'
  const isRunning = (): boolean => started !== undefined && started.ended() === undefined && isAlive(started.identity)

  const spawn = async (): Promise<void> => {
    started = await startProcess({ program, arguments: component.commandLine(context), env, cwd: context.dataFolder, logFile })
    startedAtMs = Date.now()
    await onChange()
  }
  const ready = async (signal?: AbortSignal): Promise<void> => {
    await untilReady({
      name,
      urls: component.ready.map(([port, path]) => `http://${HOST}:${context.ports[port]}${path}`),
      logFile,
      timeoutMs,
      ended: () => started?.ended(),
      ...(signal !== undefined && { signal }),
    })
    version = (await programVersion(program, TOOLS[component.tool].versionArguments).catch(() => undefined)) ?? 'unknown'
    await onChange()
  }
  return {
    logFile,
    spawn,
    ready,
    get pid(): number {
      return started?.identity.pid ?? 0
    },
    get version(): string {
      return version
    },
    get running(): boolean {
      return isRunning()
    },
    get state(): ComponentState | undefined {
      return started && { identity: started.identity, program, version, logFile, startedAtMs }
    },
    async kill(signal = 'SIGTERM') {
      if (started === undefined) return
      signalProcess(started.identity, signal)
      if (await waitUntilGone(started.identity, GONE_MS)) return
      throw new Error(`${name} (process ${started.identity.pid}) is still there ${GONE_MS / 1000} s after ${signal}`)
    },
    async start() {
      if (isRunning()) return
      await spawn()
      await ready()
    },
    async stop() {
      if (started !== undefined) await stopProcess(started.identity, component.stopMs)
    },
  }
}
