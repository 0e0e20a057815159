/** Prints a measured figure where somebody asks for it with `TOKENSCOPE_SHOW_FIGURES=1`. */
export function showFigure(what: string, figure: string): void {
  if (process.env.TOKENSCOPE_SHOW_FIGURES !== undefined) process.stderr.write(`${what}: ${figure}\n`)
}
