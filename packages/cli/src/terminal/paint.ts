/** What a piece of output means; colour follows from it. */
export type Tone = 'plain' | 'strong' | 'dim' | 'good' | 'bad' | 'note' | 'text' | 'reasoning' | 'tool'

const CODES: Readonly<Record<Tone, string>> = {
  plain: '',
  strong: '1',
  dim: '2',
  good: '32',
  bad: '31',
  note: '33',
  text: '36',
  reasoning: '35',
  tool: '33',
}

/** `text` in the colour of `tone`, or as it is where the terminal shows no colour. */
export function paint(text: string, tone: Tone, colour: boolean): string {
  return colour && tone !== 'plain' && text !== '' ? `\u001B[${CODES[tone]}m${text}\u001B[0m` : text
}
