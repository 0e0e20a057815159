import { startFakeOpenAI, startRealModel } from '@tokenscope/testing'
import OpenAI, { type ClientOptions } from 'openai'

/** A model server, and how to end it. */
export interface ChosenServer {
  readonly options: ClientOptions
  readonly model: string
  /** For people: who answers. */
  readonly source: string
  close(): Promise<void>
}

/**
 * The server that `OPENAI_BASE_URL` or `OPENAI_API_KEY` name; else the small real model, where it has been fetched already; else a
 * scriptable one in this process.
 */
export async function chooseServer(env: NodeJS.ProcessEnv, allowRealModel: boolean): Promise<ChosenServer> {
  if (env.OPENAI_BASE_URL || env.OPENAI_API_KEY) return await namedServer(env)
  return (allowRealModel ? await realModel() : undefined) ?? (await scriptedServer())
}

async function namedServer(env: NodeJS.ProcessEnv): Promise<ChosenServer> {
  // A server of one's own needs no key, but the client wants one.
  const options = { apiKey: env.OPENAI_API_KEY || 'none', ...(env.OPENAI_BASE_URL && { baseURL: env.OPENAI_BASE_URL }) }
  // Not repeated: it may hold a password.
  if (env.OPENAI_BASE_URL && !URL.canParse(env.OPENAI_BASE_URL))
    throw new Error('OPENAI_BASE_URL is no URL: write http://localhost:8000/v1.')
  const source = env.OPENAI_BASE_URL ? new URL(env.OPENAI_BASE_URL).host : 'api.openai.com'
  return { options, model: env.OPENAI_MODEL || (await firstModel(options)), source, close: async () => undefined }
}

async function firstModel(options: ClientOptions): Promise<string> {
  try {
    const [first] = (await new OpenAI({ ...options, maxRetries: 0, timeout: 5_000 }).models.list()).data
    if (first) return first.id
  } catch {
    // Said below.
  }
  throw new Error('The server does not say which models it has. Is OPENAI_BASE_URL right? Name the model with OPENAI_MODEL.')
}

class NotFetched extends Error {}

async function realModel(): Promise<ChosenServer | undefined> {
  try {
    const server = await startRealModel({
      contextTokens: 2_048,
      // Told before something is downloaded: 130 MB are not fetched by the way.
      onProgress: () => {
        throw new NotFetched()
      },
    })
    return { options: { baseURL: server.url, apiKey: 'none' }, model: server.model, source: 'a small real model', close: server.close }
  } catch (error) {
    if (!(error instanceof NotFetched)) console.error(`The small real model does not run here: ${(error as Error).message}`)
    return undefined
  }
}

async function scriptedServer(): Promise<ChosenServer> {
  const script = { tokens: 60, firstChunkDelayMs: 250, gapMs: { min: 5, max: 40 } }
  const server = await startFakeOpenAI({ script })
  const options = { baseURL: server.url, apiKey: 'none' }
  return { options, model: 'gpt-4o-mini', source: 'a scripted server', close: () => server.close() }
}
