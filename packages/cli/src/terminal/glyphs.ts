/** The characters that pictures are made of. */
export interface Glyphs {
  /** Chunks in one cell, from few to many. */
  readonly bars: string
  readonly marker: string
  readonly wait: string
  readonly stall: string
  readonly stallStart: string
  readonly stallEnd: string
  readonly retry: string
  readonly broken: string
  readonly done: string
  readonly axis: string
  readonly branch: string
  readonly lastBranch: string
  readonly trunk: string
  readonly separator: string
  readonly rule: string
}

const UNICODE: Glyphs = {
  bars: '▁▂▃▄▅▆▇█',
  marker: '▼',
  wait: '·',
  stall: '╌',
  stallStart: '├',
  stallEnd: '┤',
  retry: '↻',
  broken: '✗',
  done: '●',
  axis: '─',
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
  separator: ' · ',
  rule: '─',
}

const ASCII: Glyphs = {
  bars: '.:|#',
  marker: 'v',
  wait: '.',
  stall: '~',
  stallStart: '[',
  stallEnd: ']',
  retry: '@',
  broken: 'X',
  done: 'o',
  axis: '-',
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  separator: ' | ',
  rule: '-',
}

/** The glyphs that a terminal can show. */
export function glyphsFor(unicode: boolean): Glyphs {
  return unicode ? UNICODE : ASCII
}
