import { diag } from '@opentelemetry/api'
import { hub } from './hub.ts'

const MAX_REMEMBERED = 200
const said = new Set<string>()

/**
 * Takes a failure of the telemetry itself: counts it in `tokenscope.sdk.errors`, says it once a cause through `diag`, and
 * swallows it. Never throws: the application must not notice.
 */
export function reportFailure(component: string, error: unknown): void {
  hub().failed(component)
  const cause = describe(error)
  sayOnce(`${component}: ${cause}`, () => {
    diag.error(`[tokenscope] ${component} failed and was skipped: ${cause}. The application is not affected.`)
  })
}

/** Runs `say` the first time that `key` is seen in this process. Never throws. */
export function sayOnce(key: string, say: () => void): void {
  if (said.has(key) || said.size >= MAX_REMEMBERED) return
  said.add(key)
  try {
    say()
  } catch {
    // A throwing diag logger is the application's own, and there is nobody left to tell.
  }
}

function describe(error: unknown): string {
  try {
    return error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error)
  } catch {
    return 'an error that cannot be printed'
  }
}
