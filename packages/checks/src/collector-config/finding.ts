/** Something in a configuration that is wrong, and what to do. */
export interface Finding {
  /** Path of the file, or of the files laid over each other, as given. */
  readonly file: string
  /** Where in it: `exporters.otlp_http.sending_queue`. */
  readonly path: string
  /** What is wrong: a sentence without the full stop. */
  readonly message: string
  /** What to type: a sentence without the full stop. */
  readonly remedy: string
}

/** One line for a person. */
export function formatFinding({ file, path, message, remedy }: Finding): string {
  return `${file}: ${path}: ${message}. ${remedy}.`
}
