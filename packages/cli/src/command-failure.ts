/** A command could not do its work for a reason that its message explains: no stack is shown. Leads to exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
}
