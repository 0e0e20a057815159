import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** One process whose command line names a folder. */
export interface StackProcess {
  readonly pid: number
  /** Its session: a closed terminal reaches only those of its own. */
  readonly session: number
  readonly program: string
}

/** The processes of a stack, by the folder that their command lines name; a `tokenscope` is none of them. */
export async function stackProcesses(folder: string): Promise<StackProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,sid=,args='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, session, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    if (!args.includes(folder) || args.includes('main.ts')) return []
    return [{ pid: Number(pid), session: Number(session), program: args.split(' ')[0]?.split('/').at(-1) ?? '' }]
  })
}
