import { emptyAttributes, type MutableAttributes, readAttribute } from './read-attributes.ts'
import type { WireReader } from './wire-reader.ts'

/** What sent the telemetry. */
export function readResource(reader: WireReader): MutableAttributes {
  const attributes = emptyAttributes()
  while (reader.next()) {
    if (reader.field === 1) readAttribute(reader, attributes)
    else reader.skip()
  }
  return attributes
}

/** The part of the program that made the telemetry. */
export interface ReadScope {
  readonly name: string
  readonly version: string | null
}

export function readScope(reader: WireReader): ReadScope {
  let name = ''
  let version: string | null = null
  while (reader.next()) {
    if (reader.field === 1) name = reader.string()
    else if (reader.field === 2) version = reader.string() || null
    else reader.skip()
  }
  return { name, version }
}
