/** What a key of `sla.yaml` may hold: one row of the table drives the parser, the schema for editors and the documentation. */
export interface ValueKind {
  /** What the documentation calls it: `duration`. */
  readonly title: string
  /** What may be written, for messages and documentation: `1ms to 1h, in ms, s, m or h`. */
  readonly allowed: string
  /** JSON Schema of one value. */
  readonly schema: Readonly<Record<string, unknown>>
  /** Several values may stand in a list. */
  readonly list?: boolean
  /** Judges one scalar as YAML read it; `source` is its text in the file. */
  parse(value: unknown, source: string): Parsed
}

/** Text and numbers only; what they mean is said by the kind: seconds, a ratio, a name. */
export type Value = string | number

/** A value, or why it is none: `fault` goes on after the key and its text, `remedy` is a sentence. */
export type Parsed = { readonly value: Value } | { readonly fault: string; readonly remedy: string }
