/** `"clocks.current.sm" or "clocks.sm"`: one line names a field and its other names. */
const NAME = /"([A-Za-z0-9_.]+)"/g

/** The field names that `nvidia-smi --help-query-gpu` lists, other names included. Empty when the text is not that help. */
export function parseHelpFields(help: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const line of help.split('\n')) {
    if (!line.startsWith('"')) continue
    for (const match of line.matchAll(NAME)) names.add(match[1]!)
  }
  return names
}
