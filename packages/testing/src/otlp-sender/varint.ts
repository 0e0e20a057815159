const LENGTH_DELIMITED = 2

/** A field of protobuf that holds bytes: its tag, its length and the bytes. */
export function lengthDelimited(field: number, body: Uint8Array): Uint8Array {
  return Buffer.concat([lengthDelimitedHead(field, body.length), body])
}

/** What stands before the bytes of such a field. */
export function lengthDelimitedHead(field: number, length: number): Uint8Array {
  return Uint8Array.from([...toVarint((field << 3) | LENGTH_DELIMITED), ...toVarint(length)])
}

function toVarint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
  return bytes
}
