import type { ConfigFiles } from './components/component.ts'
import type { WantedPorts } from './layout/choose-ports.ts'
import type { ComponentName } from './layout/ports.ts'

export interface StackOptions extends Partial<ConfigFiles> {
  /** Queue, databases, logs and copies of configuration; made if needed, for its owner only. Default: `tokenscope/stack` in the user's data directory. */
  readonly dataFolder?: string
  /** Default: 4318 and so on. `'any'`, or 0 for one: a free one. */
  readonly ports?: WantedPorts
  /** Default: all. */
  readonly components?: readonly ComponentName[]
  /** More environment for all processes; it wins over what the stack sets by itself. */
  readonly env?: Readonly<Record<string, string>>
  /** How long one process may take until it answers. Default 60 000. */
  readonly timeoutMs?: number
  /** Whether the processes go on when this one ends. Default false: they get SIGTERM then. */
  readonly outlive?: boolean
  /** Told, line by line, what goes on: builds, starts. Default: nobody. */
  onProgress?(line: string): void
  /** Ends the start: all that was started is stopped. Once the stack runs it means nothing. */
  readonly signal?: AbortSignal
}
