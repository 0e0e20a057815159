import type { RequestFacts } from './endpoint.ts'

/** What a call without usable parameters says of itself. A new object each time: attributes are added to it. */
export function noFacts(): RequestFacts {
  return { model: undefined, streaming: false, attributes: {} }
}
