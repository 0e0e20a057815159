/** A field of a protobuf message: where its value stands, without tag and length. */
export interface Field {
  readonly number: number
  readonly at: number
  readonly length: number
}

const FIXED64 = 1
const LENGTH_DELIMITED = 2
const FIXED32 = 5

/** The fields of a well-formed message, in their order. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = []
  let position = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = message[position++] ?? 0
      value += (byte & 0x7f) * shift
      if (byte < 0x80) return value
    }
  }
  while (position < message.length) {
    const tag = varint()
    const start = position
    const length = lengthOf(tag & 7, varint)
    const isVarint = length === undefined
    const at = (tag & 7) === LENGTH_DELIMITED ? position : start
    if (!isVarint) position = at + length
    fields.push({ number: tag >>> 3, at, length: length ?? position - start })
  }
  return fields
}

/** Of the value; undefined for a varint, which has been read then. */
function lengthOf(wireType: number, varint: () => number): number | undefined {
  if (wireType === FIXED64) return 8
  if (wireType === FIXED32) return 4
  const value = varint()
  return wireType === LENGTH_DELIMITED ? value : undefined
}
