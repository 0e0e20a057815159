import type { Terminal } from './terminal/terminal.ts'

/** An option of a command. Booleans are switches; strings take a value, called `value` in the help. */
export type CommandOption = { readonly description: string; readonly short?: string } & (
  | { readonly type: 'boolean' }
  | { readonly type: 'string'; readonly value: string }
)

/** What a command is given. It never reads `process` itself. */
export interface CommandContext {
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly terminal: Terminal
  /** One line of output. */
  print(line?: string): void
  /** One line for the person, apart from the output. */
  log(line: string): void
  /** The line that the person looks at, apart from the output, which may be written over; undefined where that is no terminal. */
  readonly live?: { readonly columns: number; write(text: string): void }
  /** Fires when the person interrupts (Ctrl-C, SIGTERM, a closed terminal). */
  readonly signal: AbortSignal
  /** Whether somebody can press keys. */
  readonly stdin: NodeJS.ReadStream
}

/** One command of `tokenscope`: what the help says about it, and what it does. */
export interface Command {
  readonly name: string
  /** One line, no full stop. */
  readonly summary: string
  readonly description: string
  /** Names of positional arguments, for the help; a command without takes none. */
  readonly positionals?: readonly string[]
  readonly options: Readonly<Record<string, CommandOption>>
  readonly environment?: Readonly<Record<string, string>>
  readonly exitCodes: Readonly<Record<number, string>>
  /** Resolves with the exit code. */
  run(context: CommandContext): Promise<number>
}
