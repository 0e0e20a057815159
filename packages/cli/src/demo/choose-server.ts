import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { CommandFailure } from '../command-failure.ts'
import type { Chapter, Stage } from './story/chapter.ts'

/** The server that the story is played on, and a client of it. */
export interface StoryServer extends Pick<Stage, 'client' | 'model' | 'embeddingModel' | 'limit'> {
  /** For people: what it is and where. */
  readonly description: string
  /** Whether it can be told how to behave. */
  readonly scripted: boolean
  /** Gets it ready for a chapter. */
  prepare(chapter: Chapter): void
  close(): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

const ANSWER_LIMIT = 120

/** A real server where `OPENAI_BASE_URL` or `OPENAI_API_KEY` is set, else a scriptable one in this process. */
export function chooseServer(env: Environment): Promise<StoryServer> {
  return env.OPENAI_BASE_URL || env.OPENAI_API_KEY ? realServer(env) : scriptedServer()
}

async function scriptedServer(): Promise<StoryServer> {
  const server = await startFakeOpenAI()
  return {
    client: new OpenAI({ baseURL: server.url, apiKey: 'none' }),
    model: 'demo-model',
    embeddingModel: 'demo-embedding',
    limit: { max_completion_tokens: ANSWER_LIMIT },
    description: `a scriptable OpenAI-compatible server in this process, ${server.url}`,
    scripted: true,
    prepare: ({ scripts }) => {
      // What a failed chapter left over is not for this one.
      server.reset()
      server.enqueue(...scripts)
    },
    close: () => server.close(),
  }
}

async function realServer(env: Environment): Promise<StoryServer> {
  const baseURL = env.OPENAI_BASE_URL || undefined
  const client = new OpenAI({ ...(baseURL !== undefined && { baseURL }), apiKey: env.OPENAI_API_KEY || 'none', timeout: 30_000 })
  const model = env.OPENAI_MODEL || (baseURL === undefined ? 'gpt-4o-mini' : await firstModel(client))
  return {
    client,
    model,
    embeddingModel: baseURL === undefined ? 'text-embedding-3-small' : model,
    // Self-hosted servers know the old name; OpenAI's reasoning models only the new one.
    limit: baseURL === undefined ? { max_completion_tokens: ANSWER_LIMIT } : { max_tokens: ANSWER_LIMIT },
    description: `${client.baseURL}, model ${model}`,
    scripted: false,
    prepare: () => undefined,
    close: async () => undefined,
  }
}

async function firstModel(client: OpenAI): Promise<string> {
  try {
    for await (const model of client.models.list()) return model.id
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(`${client.baseURL} does not list its models: ${reason} Check OPENAI_BASE_URL, or set OPENAI_MODEL.`)
  }
  throw new CommandFailure(`${client.baseURL} lists no model; set OPENAI_MODEL.`)
}
