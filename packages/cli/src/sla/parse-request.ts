import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'

/** Which options mean something for which action. A new action is a row here, and one in `run-sla.ts`. */
const OPTIONS = {
  init: ['force'],
  validate: ['json'],
  generate: ['out', 'check', 'force', 'classic-histograms', 'json'],
  check: ['prometheus', 'token-file', 'jaeger', 'window', 'format', 'out', 'watch', 'notify', 'notify-secret'],
  explain: ['targets', 'json', 'now', 'prometheus', 'token-file'],
  import: [],
  export: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type SlaAction = keyof typeof OPTIONS

/** What the person wants of their targets. */
export interface SlaRequest {
  readonly action: SlaAction
  /** The file of targets, or for `explain` the name of an alert, as written. */
  readonly subject: string | undefined
  readonly out: string | undefined
  readonly targets: string | undefined
  readonly check: boolean
  readonly force: boolean
  readonly classicHistograms: boolean
  readonly json: boolean
}

const ACTIONS = Object.keys(OPTIONS) as readonly SlaAction[]

/** Reads the command line of `tokenscope sla`. Throws a {@link UsageError} that says what is allowed. */
export function parseRequest({ options, positionals }: Pick<CommandContext, 'options' | 'positionals'>): SlaRequest {
  const [word, subject] = positionals
  const action = parseAction(word)
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || accepts(action, name)) continue
    const rightFor = ACTIONS.filter((other) => accepts(other, name)).join(' and ')
    throw new UsageError(`--${name} means nothing to tokenscope sla ${action}; it is an option of ${rightFor}.`)
  }
  const { out, targets } = options
  if (action === 'generate' && typeof out !== 'string') {
    throw new UsageError('tokenscope sla generate needs a folder: tokenscope sla generate sla.yaml -o out.')
  }
  return {
    action,
    subject,
    out: typeof out === 'string' ? out : undefined,
    targets: typeof targets === 'string' ? targets : undefined,
    check: options.check === true,
    force: options.force === true,
    classicHistograms: options['classic-histograms'] === true,
    json: options.json === true,
  }
}

function parseAction(word: string | undefined): SlaAction {
  const action = ACTIONS.find((candidate) => candidate === word)
  if (action !== undefined) return action
  const list = ACTIONS.join(', ')
  if (word === undefined) throw new UsageError(`tokenscope sla needs to know what to do: one of ${list}.`)
  const meant = closest(word, ACTIONS)
  throw new UsageError(`tokenscope sla cannot "${word}"${meant === undefined ? '' : ` (did you mean ${meant}?)`}; it can ${list}.`)
}

function accepts(action: SlaAction, option: string): boolean {
  return (OPTIONS[action] as readonly string[]).includes(option)
}
