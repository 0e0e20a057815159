/** One header, from `Headers` or from the plain record that openai 4 makes of them. */
export function readHeader(headers: unknown, name: string): string | undefined {
  const { get } = headers as { get?: unknown }
  const value: unknown = typeof get === 'function' ? (headers as Headers).get(name) : (headers as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}

/** A header with a number in it. */
export function readNumberHeader(headers: unknown, name: string): number | undefined {
  const text = readHeader(headers, name)
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}
