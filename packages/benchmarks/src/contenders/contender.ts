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
}

/** One row of the table: a way to use the client. */
export interface Contender {
  readonly id: string
  /** As the table shows it. */
  readonly title: string
  /** The package whose import is timed; none for the bare client. */
  readonly module?: string
  /** Makes the client, in a process of its own. */
  setUp(): Promise<Subject>
}
