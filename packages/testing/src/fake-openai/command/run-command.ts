import { startFakeOpenAI } from '../serve/start-fake-openai.ts'
import { parseArguments, USAGE } from './parse-arguments.ts'

/** What the command prints on; a part of `process`. */
export interface CommandOutput {
  stdout: (text: string) => void
  stderr: (text: string) => void
}

/** `tokenscope-fake-openai`: serves until `stop` is aborted. Resolves with the exit code: 0, or 2 for arguments that it cannot follow. */
export async function runFakeOpenAI(args: readonly string[], { stdout, stderr }: CommandOutput, stop: AbortSignal): Promise<number> {
  let server: Awaited<ReturnType<typeof startFakeOpenAI>>
  try {
    const { options, queue, help } = parseArguments(args)
    if (help) {
      stdout(USAGE)
      return 0
    }
    server = await startFakeOpenAI(options)
    server.enqueue(...queue)
  } catch (error) {
    stderr(`tokenscope-fake-openai: ${(error as Error).message}\n`)
    return 2
  }
  stdout(`${server.url}\n`)
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }))
  await server.close()
  return 0
}
