import { BadBody } from './bad-body.ts'
import { messageType } from './messages.ts'
import { readMessage } from './read-message.ts'

export type Encoding = 'json' | 'protobuf'

const ENCODINGS: Record<string, Encoding> = { 'application/json': 'json', 'application/x-protobuf': 'protobuf' }

/** @throws BadBody (415) for anything but the two encodings of OTLP/HTTP. */
export function encodingOf(contentType: string | undefined): Encoding {
  const encoding = ENCODINGS[(contentType ?? '').split(';')[0]!.trim().toLowerCase()]
  if (encoding !== undefined) return encoding
  throw new BadBody(`content-type: expected ${Object.keys(ENCODINGS).join(' or ')}, got ${contentType ?? 'none'}`, 415)
}

/**
 * The message in `body` (not compressed any more), in the form that `readMessage` gives. 64-bit integers arrive whole from both encodings.
 * @throws BadBody (400) saying what is wrong and where.
 */
export function decodeRequest(
  name: 'TraceRequest' | 'MetricsRequest' | 'LogsRequest',
  encoding: Encoding,
  body: Uint8Array,
): Record<string, unknown> {
  const type = messageType(name)
  if (encoding === 'json') return readMessage(type, parseJson(body))
  let decoded: unknown
  try {
    decoded = type.toObject(type.decode(body), { longs: BigInt })
  } catch (error) {
    throw new BadBody(`body is not a protobuf ${name}: ${(error as Error).message}`)
  }
  return readMessage(type, decoded)
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), keepLargeIntegers as Parameters<typeof JSON.parse>[1])
  } catch (error) {
    throw new BadBody(`body is not JSON: ${(error as Error).message}`)
  }
}

/** A bare 64-bit integer would lose its last digits as a number; its source text has them. */
function keepLargeIntegers(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || context.source === undefined) return value
  return /^-?\d+$/.test(context.source) ? BigInt(context.source) : value
}
