import { runProgram } from '../src/processes/run-program.ts'

/** Command lines of all processes of this machine that name a path. */
export async function processesWith(path: string): Promise<string[]> {
  const { output } = await runProgram('ps', ['-eo', 'args='])
  return output.split('\n').filter((line) => line.includes(path))
}
