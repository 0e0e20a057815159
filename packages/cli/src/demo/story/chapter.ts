import type { Tracer } from '@opentelemetry/api'
import type { Script } from '@tokenscope/testing'
import type OpenAI from 'openai'

/** What a chapter has to work with. */
export interface Stage {
  readonly client: OpenAI
  readonly model: string
  readonly embeddingModel: string
  /** The application's own tracer. */
  readonly tracer: Tracer
  /** The request's limit of output tokens, under the name that the server knows. */
  readonly limit: { readonly max_tokens: number } | { readonly max_completion_tokens: number }
}

/** One piece of the story: a few calls, made as an application makes them. */
export interface Chapter {
  readonly title: string
  /** What there is to see, one sentence. */
  readonly text: string
  /** What the scriptable server does with the chapter's requests, one after the other. */
  readonly scripts: readonly Script[]
  /** Why only the scriptable server can play it; absent where any server can. */
  readonly scriptedOnly?: string
  /** Makes the calls. A failure that belongs to the story is caught here. */
  run(stage: Stage): Promise<void>
}

/** Reads a stream to its end, as an application that prints tokens would. */
export async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _chunk of stream) {
    // Nothing to do with it: the demo shows when tokens came, not what they said.
  }
}
