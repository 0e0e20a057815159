/** Where the binaries of this machine are, for a `tokenscope` that gets nothing else of the environment. */
export const STACK_ENVIRONMENT: Record<string, string> = Object.fromEntries(
  ['TOKENSCOPE_CACHE', 'TOKENSCOPE_BINARIES', 'XDG_CACHE_HOME'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
)
