import type { ApiError } from '../../src/api/index.ts'

/** An answer that is no 2xx, or none at all (`status` 0). */
export class ServerProblem extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** @throws ServerProblem; a DOMException where `signal` ended it */
export async function getJson<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(path, init).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error
    throw new ServerProblem(0, 'The lens does not answer. Is `tokenscope lens` still running?')
  })
  const body: unknown = await answer.json().catch(() => undefined)
  if (answer.ok && body !== undefined) return body as Answer
  const { error } = (body ?? {}) as Partial<ApiError>
  throw new ServerProblem(answer.status, error ?? `The lens answered with status ${answer.status}.`)
}
