import type { Attributes } from '@opentelemetry/api'
import {
  ATTR_GEN_AI_TOKEN_MODALITY,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_OPENAI_RESPONSE_SERVICE_TIER,
  type MetricDefinition,
  type Profile,
  USAGE_CACHE_READ,
  USAGE_REASONING,
} from '@tokenscope/semconv'
import type { Usage } from '../usage.ts'
import type { MetricStore, SumPoint } from './metric-store.ts'

/** Records the token usage of one call in the shape of the profile. */
export interface TokenPoints {
  record(usage: Usage | undefined): void
}

/**
 * @param answer attributes of the call and its answer
 * @param error `error.type`, which only the per-call histograms of `latest` carry
 */
export function tokenPoints(store: MetricStore, profile: Profile, inference: boolean, answer: Attributes, error: Attributes): TokenPoints {
  const { tokens } = profile
  if (tokens.shape === 'by-type') {
    const input = lazy(() => store.histogram(tokens.usage, { ...answer, [ATTR_GEN_AI_TOKEN_TYPE]: 'input' }))
    const output = lazy(() => store.histogram(tokens.usage, { ...answer, [ATTR_GEN_AI_TOKEN_TYPE]: 'output' }))
    const { [ATTR_OPENAI_RESPONSE_SERVICE_TIER]: _tier, ...model } = answer
    const cached = lazy(() => store.sum(USAGE_CACHE_READ, model))
    const reasoning = lazy(() => store.sum(USAGE_REASONING, model))
    return {
      record(usage) {
        if (usage?.cacheReadInputTokens) cached().add(usage.cacheReadInputTokens)
        if (usage?.reasoningOutputTokens) reasoning().add(usage.reasoningOutputTokens)
        if (usage?.inputTokens !== undefined) input().record(usage.inputTokens)
        if (usage?.outputTokens !== undefined) output().record(usage.outputTokens)
      },
    }
  }
  // `latest`: inference only; a call without usage counts 0 with the modality unknown.
  if (!inference) return { record: () => undefined }
  const inputPerCall = lazy(() => store.histogram(tokens.inputPerCall, { ...answer, ...error }))
  const outputPerCall = lazy(() => store.histogram(tokens.outputPerCall, { ...answer, ...error }))
  const counters = new Map<string, SumPoint>()
  const count = (definition: MetricDefinition, modality: string, value: number | undefined): void => {
    if (value === undefined) return
    const key = `${definition.name} ${modality}`
    let point = counters.get(key)
    if (!point) {
      point = store.sum(definition, { ...answer, [ATTR_GEN_AI_TOKEN_MODALITY]: modality })
      counters.set(key, point)
    }
    point.add(value)
  }
  return {
    record(usage) {
      inputPerCall().record(usage?.inputTokens ?? 0)
      outputPerCall().record(usage?.outputTokens ?? 0)
      for (const [modality, value] of byModality(
        usage?.inputTokens,
        usage?.textInputTokens,
        usage?.audioInputTokens,
        usage?.imageInputTokens,
      )) {
        count(tokens.input, modality, value)
      }
      for (const [modality, value] of byModality(
        usage?.outputTokens,
        usage?.textOutputTokens,
        usage?.audioOutputTokens,
        usage?.imageOutputTokens,
      )) {
        count(tokens.output, modality, value)
      }
      count(tokens.cacheRead, 'unknown', usage?.cacheReadInputTokens)
      count(tokens.cacheWrite, 'unknown', usage?.cacheWriteInputTokens)
      count(tokens.reasoning, 'unknown', usage?.reasoningOutputTokens)
    },
  }
}

/** Splits a total as far as the provider breaks it down; what is left has an unknown modality. */
function byModality(total = 0, text = 0, audio = 0, image = 0): [string, number][] {
  const rest = Math.max(0, total - text - audio - image)
  const parts: [string, number][] = [
    ['text', text],
    ['audio', audio],
    ['image', image],
  ]
  const known = parts.filter(([, value]) => value > 0)
  return rest > 0 || known.length === 0 ? [...known, ['unknown', rest]] : known
}

function lazy<T>(create: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= create()
    return value
  }
}
