import type { ValueKind } from '../values/value-kind.ts'

/** One key of `sla.yaml`: drives the parser, the JSON Schema, the text of `tokenscope sla init` and the table in the documentation. */
export interface KeyDefinition {
  readonly name: string
  readonly kind: ValueKind
  /** One sentence without a full stop. */
  readonly meaning: string
  /** As it would be written; absent: not set, or not watched. */
  readonly default?: string
  /** As it would be written. */
  readonly example: string
  /** `off` may be written: not watched. */
  readonly canBeOff?: boolean
  readonly required?: boolean
  /** What people write who mean this key. */
  readonly synonyms?: readonly string[]
}

/** Switches an objective off, also one that is on by default. */
export const OFF = 'off'
