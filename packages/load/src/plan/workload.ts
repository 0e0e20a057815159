import { createHash } from 'node:crypto'
import type { LoadPlan } from './load-plan.ts'

/** What every request of a run is like, short enough to be kept and compared. Runs of different ones have different times by their nature. */
export interface Workload {
  readonly promptTokens: string
  readonly outputTokens: string
  readonly thinkSeconds: string
  readonly stream: boolean
  readonly ignoreEos: boolean
  /** The fields beside ours, as JSON; empty without. */
  readonly bodyFields: string
}

export function toWorkload({ promptTokens, outputTokens, thinkSeconds, stream, ignoreEos, prompts, bodyFields }: LoadPlan): Workload {
  return {
    // Of prompts only what tells them apart: they are nobody else's business.
    promptTokens: prompts === undefined ? promptTokens.text : `${prompts.length} prompts, ${hash(prompts)}`,
    outputTokens: outputTokens.text,
    thinkSeconds: thinkSeconds.text,
    stream,
    ignoreEos,
    bodyFields: bodyFields === undefined ? '' : JSON.stringify(bodyFields),
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)
}
