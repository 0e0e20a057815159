/** The lens cannot be started, for a reason that a person can mend: the message says what happened and what to type. */
export class LensError extends Error {
  override readonly name = 'LensError'
}
