const WORDS =
  'the of and to in is that it was for on are as with his they at be this from have or by one had not but what all were when'.split(' ')

/**
 * A prompt of about `tokens` tokens: common words, each one token in the vocabularies of today. It begins with the request's own number,
 * so that a server's prefix cache does not answer for the model.
 */
export function writePrompt(tokens: number, request: number, random: () => number): string {
  const words = [`${request}:`]
  for (let i = 2; i < tokens; i++) words.push(WORDS[Math.floor(random() * WORDS.length)]!)
  return words.join(' ')
}
