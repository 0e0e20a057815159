import * as genAi from './gen-ai-metrics.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** Which state of the moving GenAI conventions is emitted. Never two at once: every call would count twice. */
export type ProfileId = 'v1.41' | 'latest'

export interface Profile {
  readonly id: ProfileId
  /** Duration of chat and completions. */
  readonly inferenceDuration: MetricDefinition
  /** Duration of everything else (embeddings, images, audio, …). */
  readonly operationDuration: MetricDefinition
  readonly timeToFirstChunk: MetricDefinition
  readonly timePerOutputChunk: MetricDefinition
  /** One histogram split by `gen_ai.token.type`, or counters and histograms apart. */
  readonly tokens: TokenMetrics
  /** Attribute names that differ. */
  readonly attributes: { readonly cacheWriteInputTokens: string }
}

export type TokenMetrics =
  | { readonly shape: 'by-type'; readonly usage: MetricDefinition }
  | {
      readonly shape: 'apart'
      readonly inputPerCall: MetricDefinition
      readonly outputPerCall: MetricDefinition
      readonly input: MetricDefinition
      readonly output: MetricDefinition
      readonly cacheRead: MetricDefinition
      readonly cacheWrite: MetricDefinition
      readonly reasoning: MetricDefinition
    }

export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  'v1.41': {
    id: 'v1.41',
    inferenceDuration: genAi.CLIENT_OPERATION_DURATION,
    operationDuration: genAi.CLIENT_OPERATION_DURATION,
    timeToFirstChunk: genAi.CLIENT_OPERATION_TIME_TO_FIRST_CHUNK,
    timePerOutputChunk: genAi.CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK,
    tokens: { shape: 'by-type', usage: genAi.CLIENT_TOKEN_USAGE },
    attributes: { cacheWriteInputTokens: 'gen_ai.usage.cache_creation.input_tokens' },
  },
  latest: {
    id: 'latest',
    inferenceDuration: genAi.CLIENT_INFERENCE_DURATION,
    operationDuration: genAi.CLIENT_OPERATION_DURATION,
    timeToFirstChunk: genAi.CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
    timePerOutputChunk: genAi.CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK,
    tokens: {
      shape: 'apart',
      inputPerCall: genAi.INFERENCE_INPUT_TOKENS,
      outputPerCall: genAi.INFERENCE_OUTPUT_TOKENS,
      input: genAi.INFERENCE_USAGE_INPUT_TOKENS,
      output: genAi.INFERENCE_USAGE_OUTPUT_TOKENS,
      cacheRead: genAi.INFERENCE_USAGE_CACHE_READ,
      cacheWrite: genAi.INFERENCE_USAGE_CACHE_WRITE,
      reasoning: genAi.INFERENCE_USAGE_REASONING,
    },
    attributes: { cacheWriteInputTokens: 'gen_ai.usage.cache_write.input_tokens' },
  },
}

/** The token in `OTEL_SEMCONV_STABILITY_OPT_IN` that selects the profile `latest`. */
export const LATEST_OPT_IN = 'gen_ai_latest_experimental'
