import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'

const ACTIONS = ['up', 'status', 'down'] as const

/** What the person wants of the stack. */
export interface StackRequest {
  readonly action: (typeof ACTIONS)[number]
  readonly dataFolder: string | undefined
  readonly configFolder: string | undefined
  /** Added to every port; `'any'` for free ones. */
  readonly ports: number | 'any'
  readonly foreground: boolean
  readonly json: boolean
}

/** Which options mean something for which action; `--data` does for all. */
const OPTIONS: Readonly<Record<StackRequest['action'], readonly string[]>> = {
  up: ['data', 'config', 'port-offset', 'any-port', 'foreground'],
  status: ['data', 'json'],
  down: ['data'],
}

/** Highest default port is 16686. */
const LARGEST_OFFSET = 65_535 - 16_686

/** Reads the command line of `tokenscope stack`. Throws a {@link UsageError} that says what is allowed. */
export function parseRequest({ options, positionals, cwd }: Pick<CommandContext, 'options' | 'positionals' | 'cwd'>): StackRequest {
  const action = parseAction(positionals[0])
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || OPTIONS[action].includes(name)) continue
    const rightFor = ACTIONS.filter((other) => OPTIONS[other].includes(name)).join(' and ')
    throw new UsageError(`--${name} means nothing to tokenscope stack ${action}; it is an option of ${rightFor}.`)
  }
  const folder = (name: string): string | undefined => (typeof options[name] === 'string' ? resolve(cwd, options[name]) : undefined)
  return {
    action,
    dataFolder: folder('data'),
    configFolder: checkConfig(folder('config')),
    ports: parsePorts(options['port-offset'], options['any-port'] === true),
    foreground: options.foreground === true,
    json: options.json === true,
  }
}

function parseAction(word: string | undefined): StackRequest['action'] {
  const action = ACTIONS.find((candidate) => candidate === word)
  if (action !== undefined) return action
  if (word === undefined) throw new UsageError('tokenscope stack needs to know what to do: tokenscope stack up, status or down.')
  const meant = closest(word, ACTIONS)
  throw new UsageError(
    `tokenscope stack cannot "${word}"${meant === undefined ? '' : ` (did you mean ${meant}?)`}; it can ${ACTIONS.join(', ')}.`,
  )
}

function parsePorts(offset: string | boolean | undefined, any: boolean): number | 'any' {
  if (offset === undefined) return any ? 'any' : 0
  if (any) throw new UsageError('--port-offset and --any-port exclude each other: give one of them.')
  const number = Number(offset)
  if (Number.isInteger(number) && number >= 0 && number <= LARGEST_OFFSET) return number
  throw new UsageError(
    `--port-offset is "${String(offset)}"; a whole number from 0 to ${LARGEST_OFFSET} is needed, for example --port-offset 1000.`,
  )
}

function checkConfig(folder: string | undefined): string | undefined {
  if (folder === undefined || existsSync(join(folder, 'single-node.yaml'))) return folder
  throw new UsageError(`--config ${folder} holds no single-node.yaml; give a folder that is laid out like the shipped collector/ folder.`)
}
