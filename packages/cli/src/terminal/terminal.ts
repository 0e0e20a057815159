/** What the place that output goes to can show. */
export interface Terminal {
  readonly colour: boolean
  /** Box drawing and bars; where false, ASCII only. */
  readonly unicode: boolean
  readonly columns: number
}

/** What {@link describeTerminal} is told about an output: a `tty.WriteStream` or a pipe. */
export interface OutputFacts {
  readonly isTTY?: boolean
  readonly columns?: number
}

const DEFAULT_COLUMNS = 80
const NARROWEST = 40
const WIDEST = 120

/**
 * Colour only on a terminal, without `NO_COLOR`, and not on a dumb one. Unicode only where the locale says UTF-8. As wide as
 * the terminal within 40 to 120 columns, 80 where that is unknown. Pure.
 */
export function describeTerminal(output: OutputFacts, env: Readonly<Record<string, string | undefined>>): Terminal {
  const columns = output.columns ?? Number(env.COLUMNS)
  return {
    colour: output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    unicode: /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '') || env.WT_SESSION !== undefined,
    columns: Number.isInteger(columns) && columns > 0 ? Math.min(Math.max(columns, NARROWEST), WIDEST) : DEFAULT_COLUMNS,
  }
}
