import { useEffect, useState } from 'preact/hooks'
import { getJson, ServerProblem } from './get-json.ts'

export interface Fetched<Answer> {
  /** The last good answer; kept while a newer one is on its way, and where there is none any more. */
  readonly answer: Answer | null
  readonly problem: ServerProblem | null
}

/**
 * Fetches `path`, again when it changes or `again` counts up, and every `everyMs` while somebody looks at the page.
 */
export function useFetched<Answer>(path: string, { everyMs, again = 0 }: { everyMs?: number; again?: number } = {}): Fetched<Answer> {
  const [state, setState] = useState<Fetched<Answer> & { path: string }>({ path, answer: null, problem: null })
  useEffect(() => {
    const ending = new AbortController()
    const load = async (): Promise<void> => {
      try {
        const answer = await getJson<Answer>(path, { signal: ending.signal })
        setState({ path, answer, problem: null })
      } catch (error) {
        if (ending.signal.aborted) return
        const problem = error instanceof ServerProblem ? error : new ServerProblem(0, String(error))
        setState((before) => ({ path, answer: before.path === path ? before.answer : null, problem }))
      }
    }
    void load()
    const timer = everyMs === undefined ? undefined : setInterval(() => document.visibilityState === 'visible' && void load(), everyMs)
    return () => {
      ending.abort()
      clearInterval(timer)
    }
  }, [path, everyMs, again])
  return state.path.split('?')[0] === path.split('?')[0] ? state : { answer: null, problem: null }
}
