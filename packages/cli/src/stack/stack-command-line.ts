import type { StackRequest } from './parse-request.ts'

/** What to type for an action on the same data folder (undefined: the default one), for a shell. Pure. */
export function stackCommandLine(action: StackRequest['action'], dataFolder: string | undefined): string {
  return `tokenscope stack ${action}${dataFolder === undefined ? '' : ` --data ${quoted(dataFolder)}`}`
}

function quoted(path: string): string {
  return /^[\w./+:@%,=-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}
