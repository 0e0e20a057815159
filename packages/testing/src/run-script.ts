import { type ChildProcess, spawn } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file to run, or the text of an ES module, whose imports resolve from `cwd`. Both find `args` after `process.argv[1]`. */
export type ScriptSource = string | URL | { code: string }

export interface ScriptOptions {
  args?: readonly string[]
  /** Added to PATH and HOME, which is all that the script inherits. */
  env?: Record<string, string | undefined>
  /** Default: the caller's. */
  cwd?: string
  /** Flags for Node.js, after the caller's own for export conditions and TypeScript, which the script shares. */
  execArgv?: readonly string[]
}

/** How a script ended: with `code`, or by `signal`. */
export interface ScriptResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A script that is still running. Leaving its scope kills it and all that it started. */
export interface RunningScript extends AsyncDisposable {
  readonly pid: number
  /** What it has printed so far. */
  readonly output: Readonly<Record<'stdout' | 'stderr', string>>
  /**
   * Resolves with the match (group 0 first) once stdout or stderr holds `pattern`.
   * @throws after `timeoutMs` (default 20 000) or when the script ends without it, with all output.
   */
  waitForOutput(pattern: string | RegExp, options?: { timeoutMs?: number }): Promise<string[]>
  /** Signals the script itself, not what it started. Default SIGTERM. */
  kill(signal?: NodeJS.Signals): void
  /** Resolves when it is over and its output is complete. Rejects only if it could not be started. */
  readonly exited: Promise<ScriptResult>
}

/**
 * Runs a script in a process of its own until it ends by itself; any exit code is a result.
 * @throws after `timeoutMs` (default 20 000) with all output; the script and everything it started is killed then.
 */
export async function runScript(script: ScriptSource, options: ScriptOptions & { timeoutMs?: number } = {}): Promise<ScriptResult> {
  const { timeoutMs = 20_000 } = options
  const running = startScript(script, options)
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    timeout.reject(new Error(withOutput(`${nameOf(script)} did not end within ${timeoutMs} ms and was killed`, running.output)))
  }, timeoutMs)
  try {
    return await Promise.race([running.exited, timeout.promise])
  } finally {
    clearTimeout(timer)
    await running[Symbol.asyncDispose]()
  }
}

/** Starts a script that goes on by itself, such as a server. Dispose it, or see it end. */
export function startScript(script: ScriptSource, options: ScriptOptions = {}): RunningScript {
  const child = spawn(process.execPath, argvOf(script, options), {
    env: { ...pick(process.env, ['PATH', 'HOME']), ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that one signal reaches all that it starts
  })
  const killGroup = (): void => signalGroup(child)
  process.once('exit', killGroup)
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const exited = new Promise<ScriptResult>((resolve, reject) => {
    child.once('exit', killGroup) // a left-over child would keep the pipes open
    child.once('close', (code, signal) => resolve({ code, signal, ...output }))
    child.once('error', (cause) =>
      reject(new Error(`${nameOf(script)} could not be started in ${options.cwd ?? process.cwd()}: ${cause.message}`, { cause })),
    )
  }).finally(() => process.off('exit', killGroup))
  exited.catch(() => {})
  return {
    pid: child.pid ?? -1,
    output,
    exited,
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    waitForOutput: (pattern, { timeoutMs = 20_000 } = {}) => waitForOutput(child, script, output, exited, pattern, timeoutMs),
    async [Symbol.asyncDispose]() {
      killGroup()
      await exited.catch(() => {})
    },
  }
}

async function waitForOutput(
  child: ChildProcess,
  script: ScriptSource,
  output: RunningScript['output'],
  exited: Promise<ScriptResult>,
  pattern: string | RegExp,
  timeoutMs: number,
): Promise<string[]> {
  const found = Promise.withResolvers<string[]>()
  const fail = (what: string): void => found.reject(new Error(withOutput(`${nameOf(script)} ${what} ${pattern}`, output)))
  const check = (): void => {
    const match = matchIn(output.stdout, pattern) ?? matchIn(output.stderr, pattern)
    if (match) found.resolve(match)
  }
  const timer = setTimeout(fail, timeoutMs, `did not print within ${timeoutMs} ms`)
  child.stdout?.on('data', check)
  child.stderr?.on('data', check)
  exited.then(({ code, signal }) => fail(`ended (${signal ?? `exit code ${code}`}) without printing`), found.reject)
  check()
  try {
    return await found.promise
  } finally {
    clearTimeout(timer)
    child.stdout?.off('data', check)
    child.stderr?.off('data', check)
  }
}

function matchIn(text: string, pattern: string | RegExp): string[] | undefined {
  if (typeof pattern === 'string') return text.includes(pattern) ? [pattern] : undefined
  return new RegExp(pattern, pattern.flags.replace(/[gy]/g, '')).exec(text) ?? undefined
}

function argvOf(script: ScriptSource, { args = [], execArgv = [] }: ScriptOptions): string[] {
  const flags = [...sourceFlags(), ...execArgv]
  if (typeof script === 'string') return [...flags, script, ...args]
  if (script instanceof URL) return [...flags, fileURLToPath(script), ...args]
  return ['--input-type=module', ...flags, '--eval', script.code, '--', '[eval]', ...args]
}

/** What the caller reads its own sources with; on Node.js before 22.18 it needs a flag for TypeScript, often from NODE_OPTIONS. */
function sourceFlags(): string[] {
  const own = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/\s+/)]
  return [
    ...conditionsOf(own),
    ...['--experimental-strip-types', '--disable-warning=ExperimentalWarning'].filter((flag) => own.includes(flag)),
  ]
}

/** Without the conditions that Node.js decides about by itself; a test runner may force them on its workers. */
function conditionsOf(flags: readonly string[]): string[] {
  return flags
    .flatMap((flag, i) => (/^(--conditions|-C)$/.test(flag) ? (flags[i + 1] ?? []) : (/^--conditions=(.+)$/.exec(flag)?.[1] ?? [])))
    .filter((name, i, names) => names.indexOf(name) === i && !['node', 'import', 'require', 'default'].includes(name))
    .map((name) => `--conditions=${name}`)
}

function signalGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left.
  }
}

function nameOf(script: ScriptSource): string {
  if (typeof script === 'string') return basename(script)
  return script instanceof URL ? basename(script.pathname) : 'the script'
}

function withOutput(message: string, { stdout, stderr }: RunningScript['output']): string {
  return `${message}\n--- stdout\n${stdout.trimEnd()}\n--- stderr\n${stderr.trimEnd()}`
}

function pick(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}
