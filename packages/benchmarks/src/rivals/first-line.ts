/** What a program said first when it failed. */
export function firstLine(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message?: string }
  return (stderr?.trim() || message || String(error)).split('\n', 1)[0]!
}
