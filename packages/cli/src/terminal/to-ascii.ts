/** What is printed in place of the characters that our texts and tables use beyond ASCII. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '▁': '.',
  '▂': ':',
  '▃': '-',
  '▄': '=',
  '▅': '+',
  '▆': '*',
  '▇': '#',
  '█': '@',
  '–': '-',
  '’': "'",
  '×': 'x',
  '°': ' ',
  '…': '~',
  '·': '|',
}

/** The text in ASCII, of the same length. */
export function toAscii(text: string): string {
  return text.replaceAll(/[\u0080-\u{10FFFF}]/gu, (character) => REPLACEMENTS[character] ?? '?')
}
