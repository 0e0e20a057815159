/** What one call of the tool asks for. */
export interface FakeArguments {
  readonly kind: 'query-gpu' | 'query-compute-apps' | 'help-query-gpu' | 'xml' | 'list' | 'version' | 'dmon' | 'two-queries' | 'unknown'
  readonly fields: readonly string[]
  readonly noHeader: boolean
  readonly noUnits: boolean
  /** `undefined`: once. */
  readonly loopMs: number | undefined
  /** Value of `-i`. */
  readonly id: string | undefined
  /** Value of `-c` and `--gpm-metrics` of `dmon`. */
  readonly passes: number
  readonly gpmMetrics: readonly string[]
}

/** Options that take their value as the next word. */
const WITH_VALUE = new Set(['-i', '-l', '-lms', '-c', '-s', '-d', '-o', '--gpm-metrics', '--gpm-options', '--format', '--id', '--loop-ms'])

/** Reads the tool's command line, as far as the fake knows it. `--name=value` and `--name value` are the same. */
export function parseArguments(argv: readonly string[]): FakeArguments {
  const values = new Map<string, string>()
  for (let i = 0; i < argv.length; i++) {
    const [name = '', ...rest] = argv[i]!.split('=')
    values.set(name, rest.length > 0 ? rest.join('=') : WITH_VALUE.has(name) ? (argv[++i] ?? '') : '')
  }
  const first = (...names: string[]): string | undefined => names.map((name) => values.get(name)).find((value) => value !== undefined)
  const queries = ['--query-gpu', '--query-compute-apps'].filter((name) => values.has(name))
  const format = (first('--format') ?? '').split(',')
  const seconds = first('-l', '--loop')
  const milliseconds = first('-lms', '--loop-ms')
  return {
    kind: kindOf(values, queries),
    fields: (values.get(queries[0] ?? '') ?? '').split(','),
    noHeader: format.includes('noheader'),
    noUnits: format.includes('nounits'),
    loopMs: milliseconds !== undefined ? Number(milliseconds) : seconds !== undefined ? Number(seconds) * 1000 : undefined,
    id: first('-i', '--id'),
    passes: Number(first('-c') ?? 1),
    gpmMetrics: (first('--gpm-metrics') ?? '').split(',').filter((id) => id !== ''),
  }
}

function kindOf(values: ReadonlyMap<string, string>, queries: readonly string[]): FakeArguments['kind'] {
  if (queries.length > 1) return 'two-queries'
  if (queries.length === 1) return queries[0] === '--query-gpu' ? 'query-gpu' : 'query-compute-apps'
  if (values.has('--help-query-gpu')) return 'help-query-gpu'
  if (values.has('--version')) return 'version'
  if (values.has('dmon')) return 'dmon'
  if (values.has('-L')) return 'list'
  return values.has('-q') && values.has('-x') ? 'xml' : 'unknown'
}
