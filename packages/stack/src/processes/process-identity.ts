import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One process of one boot: a number that is given again later is another process. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in the system's own words; only equality means something. */
  readonly started: string
}

/** The process that has this number now, or undefined if there is none; one that has ended and waits for its parent counts as none. */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedByPs(pid)
  return started === undefined ? undefined : { pid, started }
}

/** Whether it is still this process. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started
}

/** Boot, and clock ticks since: fields 3 (state) and 22 of `/proc/<pid>/stat`, counted after the name, which may hold spaces. */
function startedOnLinux(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
  } catch {
    return undefined
  }
}

/** Whoever asks, the words are the same: `ps` writes a time in the language and the time zone of the asker. */
function startedByPs(pid: number): string | undefined {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', env })
      .trim()
      .split(/\s+/)
    return state === undefined || state.startsWith('Z') ? undefined : started.join(' ')
  } catch {
    return undefined
  }
}
