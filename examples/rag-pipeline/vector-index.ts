/** A passage and how near it is: the cosine of the angle, at most 1. */
export interface Passage {
  readonly id: string
  readonly text: string
  readonly score: number
}

/** Stands for your vector database: every passage with its vector, in memory. */
export class VectorIndex {
  /** For `gen_ai.data_source.id`. */
  readonly id: string
  readonly #entries: readonly { readonly id: string; readonly text: string; readonly vector: readonly number[] }[]

  /** @throws RangeError when there is not one vector a document */
  constructor(id: string, documents: readonly { readonly id: string; readonly text: string }[], vectors: readonly (readonly number[])[]) {
    if (vectors.length !== documents.length) throw new RangeError(`${documents.length} documents, but ${vectors.length} vectors`)
    this.id = id
    this.#entries = documents.map((document, position) => ({ ...document, vector: vectors[position] ?? [] }))
  }

  /** The nearest passages, best first. */
  nearest(vector: readonly number[], count: number): Passage[] {
    return this.#entries
      .map(({ id, text, vector: other }) => ({ id, text, score: Number(cosine(vector, other).toFixed(3)) }))
      .sort((one, other) => other.score - one.score)
      .slice(0, count)
  }
}

function cosine(one: readonly number[], other: readonly number[]): number {
  const dot = one.reduce((sum, value, position) => sum + value * (other[position] ?? 0), 0)
  const lengths = Math.hypot(...one) * Math.hypot(...other)
  return lengths === 0 ? 0 : dot / lengths
}
