import { readdir, readFile, readlink } from 'node:fs/promises'
import { runProgram } from '../processes/run-program.ts'

/** A process that listens. */
export interface PortOwner {
  readonly pid: number
  readonly program: string
}

/** `/proc/net/tcp` says 0A for a socket that listens. */
const LISTENING = '0A'

/** Who listens on a port of this machine, where the system tells; a process of another user stays unknown. */
export async function portOwner(port: number): Promise<PortOwner | undefined> {
  try {
    return process.platform === 'linux' ? await ownerOnLinux(port) : await ownerByLsof(port)
  } catch {
    return undefined
  }
}

async function ownerOnLinux(port: number): Promise<PortOwner | undefined> {
  const sockets = new Set<string>()
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
      if (state === LISTENING && Number.parseInt(local?.split(':')[1] ?? '', 16) === port) sockets.add(`socket:[${inode}]`)
    }
  }
  if (sockets.size === 0) return undefined
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      if (!sockets.has(await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => ''))) continue
      return { pid: Number(pid), program: (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() }
    }
  }
  return undefined
}

async function ownerByLsof(port: number): Promise<PortOwner | undefined> {
  const { output } = await runProgram('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])
  const [pid, program] = [/^p(\d+)$/m, /^c(.+)$/m].map((pattern) => pattern.exec(output)?.[1])
  return pid === undefined ? undefined : { pid: Number(pid), program: program ?? 'a program' }
}
