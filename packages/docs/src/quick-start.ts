// #region quick-start
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'

const telemetry = start({ serviceName: 'chat' })
const client = instrumentOpenAI(new OpenAI())

const stream = await client.chat.completions.create({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
  stream: true,
  stream_options: { include_usage: true }, // without it no server says how many tokens there were
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')

await telemetry.shutdown()
// #endregion
