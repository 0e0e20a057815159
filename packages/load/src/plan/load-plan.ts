import type { SlaObjectives } from '@tokenscope/sla'
import type { Distribution } from './distribution.ts'
import type { Stage } from './stages.ts'

/** The messages of one request. */
export type Conversation = readonly { readonly role: string; readonly content: unknown }[]

/** Everything that a run needs to know. */
export interface LoadPlan {
  readonly endpoint: URL
  readonly model: string
  readonly apiKey?: string
  readonly stages: readonly Stage[]
  /** Measured time of each stage. */
  readonly stageSeconds: number
  /** Time before the measured one, whose requests count for nothing. */
  readonly warmupSeconds: number
  /** A request that takes longer has failed. */
  readonly timeoutSeconds: number
  readonly promptTokens: Distribution
  /** Conversations to send in turn, in place of made-up prompts. At least one. */
  readonly prompts?: readonly Conversation[]
  /** Further fields of each request; `null` takes one out that would be sent. */
  readonly bodyFields?: Readonly<Record<string, unknown>>
  readonly outputTokens: Distribution
  /** Seconds that a caller of the closed model waits before it asks again. */
  readonly thinkSeconds: Distribution
  readonly stream: boolean
  /** Asks for exactly the drawn length, of servers that know `ignore_eos` (vLLM, SGLang, llama.cpp). */
  readonly ignoreEos: boolean
  readonly seed: number
  /** Requests at a time, at most; what an open stage would start beyond is refused and counted. */
  readonly maxInFlight: number
  /**
   * How late the generator's own timers may be at p99, milliseconds, before its figures are called unreliable. Default: 20, or a quarter
   * of the median answer where that is more.
   */
  readonly maxLagMs?: number
  /** What is owed; without it no stage breaks anything. */
  readonly objectives?: SlaObjectives
  /** Whether stages after the first that breaks the objectives are run too. */
  readonly runAll: boolean
}
