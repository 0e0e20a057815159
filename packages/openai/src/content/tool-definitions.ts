import { asList, asRecord, asText } from '../attributes/json-record.ts'

/** A tool in the conventions' JSON: its kind and name, as they recommend, without description and parameters. */
export interface ToolDefinition {
  readonly type: string
  readonly name: string
}

/**
 * The tools of a request: `{ type, function: { name } }` of chat, `{ type, name }` of the Responses API, and the legacy `functions`.
 * A tool of the provider without a name of its own has that of its kind. Undefined where there are none.
 */
export function toolDefinitions(tools: unknown, functions?: unknown): ToolDefinition[] | undefined {
  const definitions: ToolDefinition[] = []
  for (const item of asList(tools)) {
    const tool = asRecord(item)
    if (tool === undefined) continue
    const type = asText(tool.type) ?? 'function'
    const inner = asRecord(tool[type])
    definitions.push({ type, name: asText(inner?.name ?? tool.name ?? tool.server_label) ?? type })
  }
  for (const item of asList(functions)) {
    const name = asText(asRecord(item)?.name)
    if (name !== undefined) definitions.push({ type: 'function', name })
  }
  return definitions.length > 0 ? definitions : undefined
}
