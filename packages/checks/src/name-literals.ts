const NAME = /(?<=['"`])(?:tokenscope|gen_ai|hw)\.[a-z_]+(?:\.[a-z_]+)*(?=['"`])/g

/** Names of telemetry that a source text writes out, comments aside: they belong into `@tokenscope/semconv`. */
export function findNameLiterals(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(?<=^|\s)\/\/.*$/gm, '')
  return [...code.matchAll(NAME)].map(([name]) => name)
}
