/** One file that `generate` makes. `path` is relative to the folder that the user chose, with `/`. */
export interface GeneratedFile {
  readonly path: string
  readonly content: string
}
