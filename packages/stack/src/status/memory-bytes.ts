import { readFile } from 'node:fs/promises'
import { runProgram } from '../processes/run-program.ts'

const KIB = 1024

/** Resident memory of a process, or undefined where the system does not tell. */
export async function memoryBytes(pid: number): Promise<number | undefined> {
  try {
    const text = process.platform === 'linux' ? await readFile(`/proc/${pid}/status`, 'utf8') : await residentByPs(pid)
    const kib = /^VmRSS:\s*(\d+) kB/m.exec(text)?.[1]
    return kib === undefined ? undefined : Number(kib) * KIB
  } catch {
    return undefined
  }
}

async function residentByPs(pid: number): Promise<string> {
  return `VmRSS: ${(await runProgram('ps', ['-o', 'rss=', '-p', String(pid)])).output.trim()} kB`
}
