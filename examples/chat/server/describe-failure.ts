import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'

/** What the page shows of a call that failed. The provider's own words stay away: they may quote keys. */
export function describeFailure(error: unknown): string {
  if (error instanceof APIConnectionTimeoutError) return 'The model did not answer in time.'
  if (error instanceof APIConnectionError) return 'The model server cannot be reached. Is it running, and is OPENAI_BASE_URL right?'
  if (!(error instanceof APIError)) return 'The answer broke off.'
  if (error.status === 401 || error.status === 403) return 'The model server does not take the key in OPENAI_API_KEY.'
  if (error.status === 404) return 'The model server does not know the model. Is OPENAI_MODEL right?'
  if (error.status === 429) return 'The model is busy: try again in a while.'
  return `The model server failed${error.status === undefined ? '' : ` (HTTP ${error.status})`}.`
}
