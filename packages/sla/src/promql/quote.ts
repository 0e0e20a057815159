/** A PromQL string literal that stands for exactly `value`, whatever is in it. */
export function quote(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(/[\p{Cc}\u2028\u2029]/gu, escapeControl)}"`
}

function escapeControl(character: string): string {
  if (character === '\n') return String.raw`\n`
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
