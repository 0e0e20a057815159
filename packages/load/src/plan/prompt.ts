const WORDS =
  'the of and to in is that it was for on are as with his they at be this from have or by one had not but what all were when'.split(' ')

/** What the mark at the beginning comes to. */
const MARK_TOKENS = 6

/**
 * A prompt of about `tokens` tokens: common words, each one token in the vocabularies of today. It begins with a mark of its own, so that a
 * server's prefix cache does not answer for the model.
 */
export function writePrompt(tokens: number, mark: string, random: () => number): string {
  const words = [`${mark}:`]
  for (let i = MARK_TOKENS; i < tokens; i++) words.push(WORDS[Math.floor(random() * WORDS.length)]!)
  return words.join(' ')
}
