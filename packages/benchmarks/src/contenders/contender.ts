import type { Rival } from '../rivals/rival.ts'

/** The little of an OpenAI client that is measured: the same in every major. */
export interface ChatClient {
  readonly chat: {
    readonly completions: {
      create(params: object): PromiseLike<unknown>
    }
  }
}

/** A client, ready to be measured. */
export interface Subject {
  readonly client: ChatClient
  /** Hands over everything that is still in a batch, to an exporter that drops it. */
  flush(): Promise<void>
  /** How much the exporter has been handed until now; none for a bare client. */
  recorded?(): number
}

/** One row of the table: a way to use the client. */
export interface Contender {
  readonly id: string
  /** As the table shows it. */
  readonly title: string
  /** The version of the client. */
  readonly openai: string
  /** The bare client of that version, which this is compared with; a bare client's own id. */
  readonly base: string
  /** The package whose import is timed; none for a bare client. */
  readonly module?: string
  /** What must be installed first. */
  readonly rival?: Rival
  /** Makes the client, in a process of its own. */
  setUp(): Promise<Subject>
}
