import type OpenAI from 'openai'

/** A tool: what the model is told of it, and what it does. Its arguments come from a model, so it checks them. */
export interface Tool {
  readonly definition: OpenAI.Chat.Completions.ChatCompletionFunctionTool
  /** @throws RangeError whose message the model may read */
  run(input: Readonly<Record<string, unknown>>): string
}

/** Stands for a database of stock. */
const STOCK: Readonly<Record<string, { readonly pieces: number; readonly grams: number }>> = {
  kettle: { pieces: 12, grams: 900 },
  teapot: { pieces: 0, grams: 650 },
}

const stock: Tool = {
  definition: define('look_up_stock', 'Pieces in stock and grams a piece.', { item: { type: 'string' } }),
  run({ item }) {
    const known = typeof item === 'string' && Object.hasOwn(STOCK, item) ? STOCK[item] : undefined
    if (!known) throw new RangeError(`There is no item ${JSON.stringify(item)}; there are ${Object.keys(STOCK).join(', ')}.`)
    return JSON.stringify(known)
  },
}

const postage: Tool = {
  definition: define('price_postage', 'Postage in euros for a parcel.', { grams: { type: 'number' } }),
  run({ grams }) {
    if (typeof grams !== 'number' || !(grams > 0)) throw new RangeError('grams must be a number above 0.')
    return JSON.stringify({ euros: grams <= 2_000 ? 5.5 : 9.5 })
  },
}

/** By name. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map([stock, postage].map((tool) => [tool.definition.function.name, tool]))

function define(name: string, description: string, properties: Record<string, unknown>): Tool['definition'] {
  const parameters = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
  return { type: 'function', function: { name, description, parameters, strict: true } }
}
