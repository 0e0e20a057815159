/** The command line is wrong; the message says what and what is allowed. Leads to exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
