/** Prints what a test has measured, where somebody asked for it with TOKENSCOPE_SHOW_FIGURES. */
export function showFigures(what: string, figures: unknown): void {
  if (process.env.TOKENSCOPE_SHOW_FIGURES) process.stderr.write(`${what}: ${JSON.stringify(figures)}\n`)
}
