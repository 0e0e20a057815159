/**
 * Loads `node:sqlite` before the lens does. Node 22 warns once that it is experimental; whoever asks for `--db` can do nothing about that, and
 * newer versions say nothing. Every other warning passes.
 */
export async function importSqlite(): Promise<void> {
  const { emitWarning } = process
  const filtered = (...args: Parameters<typeof emitWarning>): void => {
    if (!String(args[0]).startsWith('SQLite is an experimental feature')) Reflect.apply(emitWarning, process, args)
  }
  process.emitWarning = filtered as typeof emitWarning
  try {
    await import('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
