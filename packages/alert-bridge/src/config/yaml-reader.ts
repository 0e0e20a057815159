import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { closest } from './closest.ts'
import type { ConfigProblem } from './config-error.ts'

/** Reads values out of a YAML text and collects what is wrong with them, each with its place. */
export class YamlReader {
  readonly problems: ConfigProblem[] = []
  readonly #lines = new LineCounter()
  readonly root: unknown

  constructor(text: string) {
    const document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true, prettyErrors: false })
    for (const error of document.errors) this.#push(error.pos[0], `not valid YAML: ${error.message}`)
    this.root = document.contents
  }

  /** Notes a problem at the place of a node; the start of the file where there is none. */
  problem(at: unknown, message: string): void {
    this.#push((at as Node | null)?.range?.[0] ?? 0, message)
  }

  /** The fields of a mapping. Unknown keys are problems, and so is a key that `refused` has a reason against. */
  fields(node: unknown, what: string, known: readonly string[], refused: Readonly<Record<string, string>> = {}): Map<string, unknown> {
    const fields = new Map<string, unknown>()
    for (const [key, pair] of this.entries(node, what)) {
      const reason = refused[key]
      if (reason !== undefined) this.problem(pair.key, reason)
      else if (!known.includes(key)) this.problem(pair.key, unknownKey(key, what, known))
      else fields.set(key, pair.value)
    }
    return fields
  }

  entries(node: unknown, what: string): [string, Pair][] {
    if (node === undefined || node === null) return []
    if (isScalar(node) && node.value === null) return []
    if (!isMap(node)) {
      this.problem(node, `${what} must be a mapping: write \`key: value\` lines`)
      return []
    }
    return (node as YAMLMap).items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as [string, Pair]] : []))
  }

  text(node: unknown, what: string): string | undefined {
    if (node === undefined) return undefined
    if (isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '') return node.value
    this.problem(node, `${what} must be a text`)
    return undefined
  }

  oneOf<Word extends string>(node: unknown, what: string, words: readonly Word[]): Word | undefined {
    const text = this.text(node, what)
    if (text === undefined || words.includes(text as Word)) return text as Word | undefined
    const near = closest(text, words)
    this.problem(node, `${what} is \`${text}\`: write ${words.join(', ')}${near === undefined ? '' : ` (did you mean ${near}?)`}`)
    return undefined
  }

  flag(node: unknown, what: string): boolean | undefined {
    if (node === undefined) return undefined
    if (isScalar(node) && typeof node.value === 'boolean') return node.value
    this.problem(node, `${what} must be true or false`)
    return undefined
  }

  count(node: unknown, what: string, most: number): number | undefined {
    if (node === undefined) return undefined
    const value = isScalar(node) ? node.value : undefined
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
    this.problem(node, `${what} must be a whole number from 1 to ${most}`)
    return undefined
  }

  /** Texts, or whole numbers taken as the digits that were written (telephone numbers). */
  texts(node: unknown, what: string): string[] {
    if (node === undefined) return []
    if (!isSeq(node)) {
      this.problem(node, `${what} must be a list: write \`[one, two]\``)
      return []
    }
    return node.items.flatMap((item) => {
      const written = isScalar(item) ? (typeof item.value === 'number' ? (item.source ?? String(item.value)) : item.value) : undefined
      if (typeof written === 'string' && written.trim() !== '') return written.trim()
      this.problem(item, `${what} must hold texts only`)
      return []
    })
  }

  #push(offset: number, message: string): void {
    const { line, col } = this.#lines.linePos(offset)
    this.problems.push({ line: Math.max(line, 1), column: Math.max(col, 1), message })
  }
}

function unknownKey(key: string, what: string, known: readonly string[]): string {
  const near = closest(key, known)
  return `${what} has no \`${key}\`: ${near === undefined ? `there are ${known.join(', ')}` : `did you mean \`${near}\`?`}`
}
