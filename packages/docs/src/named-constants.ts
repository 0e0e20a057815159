/** A name that a source file exports with the comment that says what it means. */
export interface NamedConstant {
  readonly constant: string
  /** The name on the wire. */
  readonly name: string
  /** The doc comment as one line of Markdown. Empty where there is none. */
  readonly meaning: string
}

const EXPORT = /(?:\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\s*)?^export const ([A-Z][A-Z0-9_]*) = '([^']+)'/gm

/** The string constants of a source text, in its order. */
export function readNamedConstants(source: string): NamedConstant[] {
  return [...source.matchAll(EXPORT)].map(([, comment = '', constant = '', name = '']) => ({
    constant,
    name,
    meaning: toMarkdown(comment),
  }))
}

function toMarkdown(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, '').trim())
    .join(' ')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .trim()
}
