export interface WaitForOptions {
  /** Default 10 000. */
  timeoutMs?: number
  /** Pause between two questions. Default 20. */
  intervalMs?: number
  /** What is awaited, for the error: `waited 10000 ms for <what>`. */
  what?: string
}

/**
 * Asks again and again and resolves with the first truthy answer. A question that throws counts as a no.
 * @throws after `timeoutMs`, also when a question is still open then; `cause` is what the last question threw, if it did.
 */
export async function waitFor<Answer>(
  predicate: () => Answer | Promise<Answer>,
  { timeoutMs = 10_000, intervalMs = 20, what = 'an answer' }: WaitForOptions = {},
): Promise<NonNullable<Answer>> {
  let cause: unknown
  let isOver = false
  const timeout = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    isOver = true
    timeout.resolve()
  }, timeoutMs)
  const ask = async (): Promise<Answer | undefined> => {
    try {
      const answer = await predicate()
      cause = undefined
      return answer
    } catch (error) {
      cause = error
      return undefined
    }
  }
  try {
    while (!isOver) {
      const answer = await Promise.race([ask(), timeout.promise])
      if (answer) return answer
      await Promise.race([new Promise((resolve) => setTimeout(resolve, intervalMs)), timeout.promise])
    }
  } finally {
    clearTimeout(timer)
  }
  const reason = cause === undefined ? '' : `; the last try threw: ${cause instanceof Error ? cause.message : String(cause)}`
  throw new Error(`waited ${timeoutMs} ms for ${what}${reason}`, { cause })
}
