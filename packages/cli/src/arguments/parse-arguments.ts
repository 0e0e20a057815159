import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { closest } from './closest.ts'
import { UsageError } from './usage-error.ts'

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | {
      readonly kind: 'run'
      readonly command: Command
      readonly options: Record<string, string | boolean | undefined>
      readonly positionals: string[]
    }

/**
 * Reads the arguments after the program's name. Pure. Throws a {@link UsageError} that names what is wrong and what is
 * allowed. No argument at all asks for help.
 */
export function parseArguments(args: readonly string[], commands: readonly Command[]): Invocation {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h') return { kind: 'help', command: undefined }
  if (name === '--version' || name === '-v') return { kind: 'version' }
  if (name === 'help') return { kind: 'help', command: rest[0] === undefined ? undefined : find(rest[0], commands) }
  if (name.startsWith('-')) throw new UsageError(`Unknown option ${name}; before a command only --help and --version are allowed.`)
  const command = find(name, commands)
  const { values, tokens } = parseArgs({
    args: rest,
    options: { ...parserOptions(command), help: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  if (values.help === true) return { kind: 'help', command }
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind === 'option') checkOption(token, command)
  }
  const allowed = command.positionals?.length ?? 0
  if (positionals.length > allowed) {
    throw new UsageError(
      `tokenscope ${command.name} takes ${allowed === 0 ? 'no arguments' : `${allowed} at most`}, got "${positionals[allowed]}".`,
    )
  }
  return { kind: 'run', command, options: values as Record<string, string | boolean | undefined>, positionals }
}

function find(name: string, commands: readonly Command[]): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command) return command
  const names = commands.map((candidate) => candidate.name)
  throw new UsageError(`Unknown command "${name}"${suggestion(closest(name, names))}; commands are ${names.join(', ')}.`)
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function checkOption({ name, rawName, value, inlineValue }: OptionToken, command: Command): void {
  const option = command.options[name]
  if (!option) {
    const allowed = [...Object.keys(command.options), 'help'].map((known) => `--${known}`)
    throw new UsageError(
      `Unknown option ${rawName} of tokenscope ${command.name}${suggestion(closest(rawName, allowed))}; allowed are ${allowed.join(', ')}.`,
    )
  }
  if (option.type === 'boolean' && value !== undefined) throw new UsageError(`${rawName} takes no value, got "${value}".`)
  // `--url --model m`: the parser takes the next option for the value.
  const isOption = inlineValue !== true && value !== undefined && /^--[a-z]/.test(value)
  if (option.type === 'string' && (value === undefined || value === '' || isOption)) {
    throw new UsageError(`${rawName} needs a value: ${rawName} <${option.value}>.`)
  }
}

function parserOptions(command: Command): Record<string, { type: 'boolean' | 'string'; short?: string }> {
  return Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short }]) => [name, { type, ...(short !== undefined && { short }) }]),
  )
}

function suggestion(word: string | undefined): string {
  return word === undefined ? '' : ` (did you mean ${word}?)`
}
