import {
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_DEFINITIONS,
} from '@tokenscope/semconv'
import { reportFailure } from '../failure.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'
import { cutText } from './cut-text.ts'

/**
 * Prompts and answers of one call, each as a function that makes the conventions' JSON. Only the capture policy calls
 * them, and only when content may be recorded.
 */
export interface Content {
  inputMessages?: () => unknown
  systemInstructions?: () => unknown
  toolDefinitions?: () => unknown
  outputMessages?: () => unknown
}

const ATTRIBUTES: Readonly<Record<keyof Content, string>> = {
  inputMessages: ATTR_GEN_AI_INPUT_MESSAGES,
  systemInstructions: ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  toolDefinitions: ATTR_GEN_AI_TOOL_DEFINITIONS,
  outputMessages: ATTR_GEN_AI_OUTPUT_MESSAGES,
}

/** Decides what content is recorded, redacts it and caps it. */
export interface CapturePolicy {
  /** Whether any content is wanted: else nothing is accumulated. */
  readonly wanted: boolean
  readonly onSpan: boolean
  readonly onEvent: boolean
  /** Content by attribute name, redacted and capped, structured as the conventions' JSON. */
  capture(content: Content): Record<string, unknown>
}

export function createCapturePolicy(options: Pick<ResolvedOptions, 'captureContent' | 'redact' | 'maxContentLength'>): CapturePolicy {
  const { captureContent, redact, maxContentLength } = options
  return {
    wanted: captureContent !== 'none',
    onSpan: captureContent === 'span' || captureContent === 'both',
    onEvent: captureContent === 'event' || captureContent === 'both',
    capture(content) {
      const captured: Record<string, unknown> = {}
      if (captureContent === 'none') return captured
      for (const [part, attribute] of Object.entries(ATTRIBUTES) as [keyof Content, string][]) {
        const make = content[part]
        if (!make) continue
        try {
          const value = make()
          if (value !== undefined) captured[attribute] = clean(value, attribute, redact, { left: maxContentLength }, 0)
        } catch (error) {
          reportFailure(`content of ${attribute}`, error)
        }
      }
      return captured
    },
  }
}

const MAX_DEPTH = 32
/** How deep the schema's own objects lie: an array of messages or parts, and the parts of a message. Below is the user's data. */
const SCHEMA_DEPTH = 3
/** Keys of these objects whose values are names of the schema, not text of the user. */
const STRUCTURAL = new Set(['type', 'role', 'finish_reason', 'modality', 'mime_type', 'id'])

type Redact = ((text: string, attribute: string) => string) | undefined

/** A copy with every text redacted and the sum of their lengths within the budget. The structure stays whole. */
function clean(value: unknown, attribute: string, redact: Redact, budget: { left: number }, depth: number): unknown {
  if (typeof value === 'string') return cut(redact ? redactText(redact, value, attribute) : value, budget)
  if (typeof value === 'number') return redact && depth > SCHEMA_DEPTH ? redactNumber(redact, value, attribute, budget) : value
  if (value === null || typeof value === 'boolean') return value
  if (typeof value !== 'object' || depth > MAX_DEPTH) return undefined
  if (Array.isArray(value)) return value.map((item) => clean(item, attribute, redact, budget, depth + 1) ?? null)
  const ofSchema = depth <= SCHEMA_DEPTH
  const isBlob = ofSchema && (value as { type?: unknown }).type === 'blob'
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (ofSchema && STRUCTURAL.has(key) && typeof item === 'string') copy[key] = item
    else if (isBlob && key === 'content' && typeof item === 'string') copy[key] = wholeOrNothing(item, attribute, redact, budget)
    else copy[key] = clean(item, attribute, redact, budget, depth + 1)
  }
  return copy
}

/** Half an image is no image, and must not use up the room of the text after it. */
function wholeOrNothing(data: string, attribute: string, redact: Redact, budget: { left: number }): string {
  const redacted = redact ? redactText(redact, data, attribute) : data
  return redacted.length > budget.left ? `…[${redacted.length} characters cut]` : cut(redacted, budget)
}

/** A number that a tool is called with may be as private as a text. It stays a number where the redactor leaves it as it is. */
function redactNumber(redact: NonNullable<Redact>, value: number, attribute: string, budget: { left: number }): number | string {
  const redacted = redactText(redact, String(value), attribute)
  return redacted === String(value) ? value : cut(redacted, budget)
}

function redactText(redact: NonNullable<Redact>, text: string, attribute: string): string {
  try {
    const redacted: unknown = redact(text, attribute)
    return typeof redacted === 'string' ? redacted : '[not recorded: redact did not return a string]'
  } catch (error) {
    reportFailure('redact', error)
    return '[not recorded: redact failed]'
  }
}

function cut(text: string, budget: { left: number }): string {
  if (text.length <= budget.left) {
    budget.left -= text.length
    return text
  }
  const kept = cutText(text, budget.left)
  const dropped = text.length - kept.length
  budget.left = 0
  return `${kept}…[${dropped} characters cut]`
}
