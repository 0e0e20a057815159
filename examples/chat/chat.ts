import type { GpuMetrics } from '@tokenscope/gpu'
import type { Telemetry } from '@tokenscope/node'
import type OpenAI from 'openai'
import type { Answers } from './telemetry/answers.ts'

/** What the routes work with. */
export interface Chat {
  readonly client: OpenAI
  readonly model: string
  /** Who answers, for the page. */
  readonly source: string
  readonly telemetry: Telemetry
  readonly gpus: GpuMetrics
  readonly answers: Answers
}
