/** A chat in the browser, with a sidebar that shows its own monitoring. `--check` looks at itself once and ends. */
import type { AddressInfo } from 'node:net'
import { startGpuMetrics } from '@tokenscope/gpu'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import OpenAI from 'openai'
import { checkItself } from './check-itself.ts'
import { chooseServer } from './choose-server.ts'
import { serveChat } from './server/serve-chat.ts'
import { Answers } from './telemetry/answers.ts'
import { CallSpans } from './telemetry/call-spans.ts'

const PORT = 3210
const isCheck = process.argv.includes('--check')

const server = await chooseServer(process.env, !isCheck).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
// GPUs by hand, because the sidebar shows them; everything else, and where to, by OTEL_*.
const telemetry = start({ serviceName: 'chat', prometheus: false, gpu: false, spanProcessors: [new CallSpans()] })
const gpus = startGpuMetrics()
const client = instrumentOpenAI(new OpenAI(server.options))
const chat = { client, model: server.model, source: server.source, telemetry, gpus, answers: new Answers() }

const http = await listen()
const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

if (isCheck) {
  await checkItself(url)
  await end()
} else {
  console.log(`${url}  (${server.model}, ${server.source}; Ctrl-C ends it)`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())
}

/** On PORT, else on the usual port, else on any. */
async function listen(): ReturnType<typeof serveChat> {
  const wanted = isCheck ? 0 : Number(process.env.PORT || PORT)
  try {
    return await serveChat(chat, wanted)
  } catch (error) {
    if (!process.env.PORT && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') return await serveChat(chat, 0)
    console.error(`Port ${process.env.PORT} cannot be used (${(error as NodeJS.ErrnoException).code}); name another: PORT=${PORT}.`)
    process.exit(1)
  }
}

async function end(): Promise<void> {
  http.close()
  http.closeAllConnections()
  await telemetry.shutdown()
  await gpus.shutdown()
  await server.close()
}
