import { asRecord, asText } from '../../attributes/json-record.ts'
import type { Message } from '../../content/chat-messages.ts'
import { type Part, reasoningPart, refusalPart, textPart, toolCallPart } from '../../content/parts.ts'
import { itemParts } from '../../content/response-items.ts'
import { REASONING, REFUSAL, TEXT, TOOL_CALL } from './kinds.ts'

/** More output items than any response has; those beyond are not kept. */
const MAX_ITEMS = 1024

interface Item {
  callId: unknown
  name: unknown
  /** Pieces by bit of their kind. */
  readonly pieces: Map<number, string[]>
  /** The item as the server gave it when it was done. */
  whole: Part[] | undefined
}

/** Content of a streamed response that has no final event yet: the output items by `output_index`. */
export class ItemPieces {
  readonly #items: Map<number, Item> = new Map()

  added(index: unknown, value: unknown): void {
    const item = this.#itemOf(index)
    const { call_id: callId, name } = asRecord(value) ?? {}
    if (item === undefined) return
    item.callId = callId
    item.name = name
  }

  done(index: unknown, value: unknown): void {
    const item = this.#itemOf(index)
    const record = asRecord(value)
    if (item && record) item.whole = itemParts(record)
  }

  add(index: unknown, kind: number, piece: string): void {
    const item = this.#itemOf(index)
    if (item === undefined) return
    const pieces = item.pieces.get(kind)
    if (pieces) pieces.push(piece)
    else item.pieces.set(kind, [piece])
  }

  /** Undefined where nothing came. */
  message(finishReason: string): Message | undefined {
    if (this.#items.size === 0) return undefined
    const items = [...this.#items].sort(([a], [b]) => a - b)
    return { role: 'assistant', parts: items.flatMap(([, item]) => item.whole ?? partsOf(item)), finish_reason: finishReason }
  }

  #itemOf(index: unknown): Item | undefined {
    const position = typeof index === 'number' ? index : 0
    const found = this.#items.get(position)
    if (found || this.#items.size >= MAX_ITEMS) return found
    const item: Item = { callId: undefined, name: undefined, pieces: new Map(), whole: undefined }
    this.#items.set(position, item)
    return item
  }
}

const MAKE_PARTS: ReadonlyMap<number, (content: string, item: Item) => Part> = new Map([
  [REASONING, (content) => reasoningPart(content)],
  [TEXT, (content) => textPart(content)],
  [REFUSAL, (content) => refusalPart(content)],
  [TOOL_CALL, (content, item) => toolCallPart(asText(item.callId), item.name, content)],
] as [number, (content: string, item: Item) => Part][])

function partsOf(item: Item): Part[] {
  const parts: Part[] = []
  for (const [kind, make] of MAKE_PARTS) {
    const pieces = item.pieces.get(kind)
    if (pieces) parts.push(make(pieces.join(''), item))
  }
  return parts
}
