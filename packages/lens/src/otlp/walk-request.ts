import { WireReader } from './wire-reader.ts'

/** Called for each span, metric or log record, with what it belongs to: the bytes of the resource and of the scope. */
export type Visit = (resource: Uint8Array, scope: Uint8Array, item: WireReader) => void

const NOTHING = new Uint8Array()

/** Goes through an export request of any signal: they nest alike. Throws {@link Malformed} where the nesting is broken. */
export function walkRequest(body: Buffer, visit: Visit): void {
  const request = new WireReader(body)
  while (request.next()) {
    if (request.field === 1) walkResource(request.message(), visit)
    else request.skip()
  }
}

function walkResource(reader: WireReader, visit: Visit): void {
  // The resource need not come first.
  const { first: resource, rest } = split(reader)
  for (const group of rest) {
    const { first: scope, rest: items } = split(group)
    for (const item of items) visit(resource, scope, item)
  }
}

function split(reader: WireReader): { first: Uint8Array; rest: WireReader[] } {
  let first: Uint8Array = NOTHING
  const rest: WireReader[] = []
  while (reader.next()) {
    if (reader.field === 1) {
      const from = reader.sub()
      first = reader.bytes.subarray(from, reader.position)
    } else if (reader.field === 2) rest.push(reader.message())
    else reader.skip()
  }
  return { first, rest }
}
