import { Malformed } from '../otlp/malformed.ts'
import { type JsonMessage, toJson } from '../otlp/to-json.ts'
import type { Source } from '../store/source.ts'
import type { StoredTrace } from '../store/trace-store.ts'

/** A trace as OTLP JSON, its log records too: what was received, in the form in which `POST /api/import` and any OTLP receiver take it. */
export function toExport(trace: StoredTrace): JsonMessage {
  const logs = groups(trace.logs).map(([source, items]) => ({
    resource: toJson('Resource', source.resourceBytes),
    scopeLogs: [{ scope: toJson('Scope', source.scopeBytes), logRecords: readable('LogRecord', items) }],
  }))
  return {
    resourceSpans: groups([...trace.spans.values()]).map(([source, items]) => ({
      resource: toJson('Resource', source.resourceBytes),
      scopeSpans: [{ scope: toJson('Scope', source.scopeBytes), spans: readable('Span', items) }],
    })),
    ...(logs.length > 0 && { resourceLogs: logs }),
  }
}

function groups<Item extends { readonly source: Source }>(items: readonly Item[]): [Source, Item[]][] {
  return [...Map.groupBy(items, ({ source }) => source)]
}

/** Deep inside of an item may be what nobody looked at when it came: such an item is left out. */
function readable(name: 'Span' | 'LogRecord', items: readonly { readonly bytes: Buffer }[]): JsonMessage[] {
  return items.flatMap(({ bytes }) => {
    try {
      return [toJson(name, bytes)]
    } catch (error) {
      if (error instanceof Malformed) return []
      throw error
    }
  })
}
