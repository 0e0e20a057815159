import { asFilledText } from '../../attributes/json-record.ts'
import { type Part, toolCallPart } from '../../content/parts.ts'

/** More calls in one answer than any model makes; further ones are not told apart. */
const MAX_CALLS = 512

interface Call {
  readonly index: number | undefined
  id: string | undefined
  name: string | undefined
  /** Kept only when content is captured. */
  readonly pieces: string[] | undefined
}

interface CallDelta {
  readonly index?: unknown
  readonly id?: unknown
  readonly function?: { readonly name?: unknown; readonly arguments?: unknown } | null
  readonly custom?: { readonly name?: unknown; readonly input?: unknown } | null
}

/**
 * The tool calls of one choice, put together from their deltas by `index`. Servers differ: some send no index, some give each
 * parallel call the index 0 and an id of its own, and some send another id with each delta of the same call.
 */
export class ToolCalls {
  readonly #captured: boolean
  readonly #calls: Call[] = []

  constructor(captured: boolean) {
    this.#captured = captured
  }

  get count(): number {
    return this.#calls.length
  }

  /** @param delta an element of `delta.tool_calls` */
  add(delta: unknown): void {
    if (typeof delta !== 'object' || delta === null) return
    const { index, id, function: called, custom } = delta as CallDelta
    const details = called ?? custom
    const isObject = typeof details === 'object' && details !== null
    const name = isObject ? details.name : undefined
    const call = this.#callOf(index, id, name)
    if (call === undefined) return
    if (call.id === undefined) call.id = asFilledText(id)
    if (typeof name === 'string' && name !== '') call.name = name
    if (call.pieces === undefined || !isObject) return
    const piece = called ? called.arguments : custom?.input
    if (typeof piece === 'string') call.pieces.push(piece)
    else if (piece !== undefined && piece !== null) call.pieces.push(JSON.stringify(piece))
  }

  /** The calls as parts of a message, in the order in which they began. */
  parts(): Part[] {
    return this.#calls.map(({ id, name, pieces }) => toolCallPart(id, name, pieces?.join('')))
  }

  #callOf(index: unknown, id: unknown, name: unknown): Call | undefined {
    const calls = this.#calls
    for (let i = calls.length - 1; i >= 0; i--) {
      const call = calls[i] as Call
      if (belongs(call, index, id, name)) return call
    }
    if (calls.length >= MAX_CALLS) return undefined
    const call: Call = {
      index: typeof index === 'number' ? index : undefined,
      id: asFilledText(id),
      name: undefined,
      pieces: this.#captured ? [] : undefined,
    }
    calls.push(call)
    return call
  }
}

/** Asked from the last call back. */
function belongs(call: Call, index: unknown, id: unknown, name: unknown): boolean {
  const sameId = typeof id !== 'string' || id === '' || call.id === undefined || call.id === id
  if (typeof index === 'number') return call.index === index && (sameId || typeof name !== 'string' || name === '')
  return sameId
}
