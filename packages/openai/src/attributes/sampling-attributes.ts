import type { Attributes } from '@opentelemetry/api'
import {
  ATTR_GEN_AI_REQUEST_CHOICE_COUNT,
  ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY,
  ATTR_GEN_AI_REQUEST_MAX_TOKENS,
  ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY,
  ATTR_GEN_AI_REQUEST_SEED,
  ATTR_GEN_AI_REQUEST_STOP_SEQUENCES,
  ATTR_GEN_AI_REQUEST_TEMPERATURE,
  ATTR_GEN_AI_REQUEST_TOP_K,
  ATTR_GEN_AI_REQUEST_TOP_P,
} from '@tokenscope/semconv'
import { putNumber, putTexts } from './put.ts'

/** How the tokens are to be chosen, as chat and legacy completions have it; undefined where the request says nothing. */
export interface Sampling {
  readonly maxTokens: unknown
  readonly n: unknown
  readonly seed: unknown
  readonly temperature: unknown
  readonly topP: unknown
  /** Not of OpenAI: vLLM, SGLang, llama.cpp and Ollama take it. */
  readonly topK: unknown
  readonly frequencyPenalty: unknown
  readonly presencePenalty: unknown
  readonly stop: unknown
}

/** Adds the request's sampling parameters. `0` is a value; `n` only where it is not 1. */
export function putSampling(attributes: Attributes, sampling: Sampling): void {
  putNumber(attributes, ATTR_GEN_AI_REQUEST_MAX_TOKENS, sampling.maxTokens)
  putChoiceCount(attributes, sampling.n)
  putNumber(attributes, ATTR_GEN_AI_REQUEST_SEED, sampling.seed)
  putNumber(attributes, ATTR_GEN_AI_REQUEST_TEMPERATURE, sampling.temperature)
  putNumber(attributes, ATTR_GEN_AI_REQUEST_TOP_P, sampling.topP)
  putNumber(attributes, ATTR_GEN_AI_REQUEST_TOP_K, sampling.topK)
  putNumber(attributes, ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY, sampling.frequencyPenalty)
  putNumber(attributes, ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY, sampling.presencePenalty)
  putTexts(attributes, ATTR_GEN_AI_REQUEST_STOP_SEQUENCES, sampling.stop)
}

/** The number of answers asked for, where it is not the one that everybody gets. */
export function putChoiceCount(attributes: Attributes, n: unknown): void {
  if (n !== 1) putNumber(attributes, ATTR_GEN_AI_REQUEST_CHOICE_COUNT, n)
}
