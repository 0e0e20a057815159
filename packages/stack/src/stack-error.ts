/** The stack could not do what it was asked for; the message says what happened and what to type. */
export class StackError extends Error {
  override readonly name: string = 'StackError'
}
