import type { Attributes } from '@opentelemetry/api'
import type { Generation } from '@tokenscope/core'
import {
  ATTR_OPENAI_API_TYPE,
  ATTR_OPENAI_REQUEST_SERVICE_TIER,
  ATTR_OPENAI_RESPONSE_SERVICE_TIER,
  ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT,
} from '@tokenscope/semconv'

/** Request attributes that only the provider `openai` has. A tier of `auto` is no wish, and not recorded. */
export function putOpenAIRequest(attributes: Attributes, apiType: 'chat_completions' | 'responses', serviceTier: unknown): void {
  attributes[ATTR_OPENAI_API_TYPE] = apiType
  if (typeof serviceTier === 'string' && serviceTier !== 'auto') attributes[ATTR_OPENAI_REQUEST_SERVICE_TIER] = serviceTier
}

/** What only the provider `openai` tells of an answer. The tier is also a dimension of metrics, the fingerprint is not. */
export function setOpenAIAnswer(generation: Generation, serviceTier: string | undefined, systemFingerprint: string | undefined): void {
  if (serviceTier !== undefined) {
    generation.serviceTier = serviceTier
    generation.setAttribute(ATTR_OPENAI_RESPONSE_SERVICE_TIER, serviceTier)
  }
  if (systemFingerprint !== undefined) generation.setAttribute(ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT, systemFingerprint)
}
