import { type Content, reportFailure } from '@tokenscope/core'

/** Content whose parts are made already: what the application changes later does not reach them. */
interface MadeContent {
  readonly inputMessages?: unknown
  readonly systemInstructions?: unknown
  readonly toolDefinitions?: unknown
}

/**
 * Takes the content of a request at the call. A parameter that cannot be read (a getter that throws) loses the content, never the
 * call.
 */
export function snapshot(make: () => MadeContent): Content {
  try {
    const content: Content = {}
    const made = make()
    for (const part of ['inputMessages', 'systemInstructions', 'toolDefinitions'] as const) {
      const value = made[part]
      if (value !== undefined) content[part] = () => value
    }
    return content
  } catch (error) {
    reportFailure('content of a request', error)
    return {}
  }
}

/** Adds the answer to what is known of a call's content. */
export function withOutput(content: Content | undefined, output: unknown): Content {
  return { ...content, outputMessages: () => output }
}
