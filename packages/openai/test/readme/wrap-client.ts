// #region wrap
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'

const client = instrumentOpenAI(new OpenAI()) // the same object, the same types
const answer = await client.chat.completions.create({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
})
console.log(answer.choices[0]?.message.content)
// #endregion
