import { type ChildProcess, spawn } from 'node:child_process'

/**
 * The shell that holds the leash. It reads `+pid` and `-pid` lines; when its input ends, because this process ended, however it ended, it kills
 * what is still on the list. It ignores the signals of the terminal, so that Ctrl+C does not end it first.
 */
const SCRIPT = `trap '' INT TERM HUP
pids=' '
while read -r op pid; do
  case $op in
    +) pids="$pids$pid " ;;
    -) rest=' '; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest$p "; done; pids=$rest ;;
  esac
done
for p in $pids; do kill -9 "$p" 2>/dev/null; done`

/**
 * Ends children together with this process, also when this process is killed by SIGKILL and can do nothing itself: the kernel closes the
 * pipe to a small shell, and the shell kills them.
 *
 * Besides, a living `nvidia-smi` ends by itself at its next row, because nobody holds the other end of its stdout any more. The leash is for one that
 * is stopped or stuck, and where there is no `sh` (Windows, distroless images) only the closed pipe remains.
 */
export class Leash {
  #shell: ChildProcess | undefined
  readonly #pids = new Set<number>()
  readonly #onExit = (): void => {
    for (const pid of this.#pids) killNow(pid)
  }

  add(pid: number): void {
    if (this.#pids.size === 0) process.on('exit', this.#onExit)
    this.#pids.add(pid)
    if (this.#shell) this.#write(`+ ${pid}\n`)
    else this.#start()
  }

  /** Call once the child has ended: its number may be given to another process. */
  remove(pid: number): void {
    if (!this.#pids.delete(pid)) return
    this.#write(`- ${pid}\n`)
    if (this.#pids.size === 0) process.off('exit', this.#onExit)
  }

  /** Ends the shell. Children still on the leash are killed. */
  release(): void {
    process.off('exit', this.#onExit)
    this.#shell?.stdin?.end()
    this.#shell = undefined
    this.#pids.clear()
  }

  #start(): void {
    if (this.#shell || process.platform === 'win32') return
    const shell = startShell()
    if (shell === undefined) return
    // Without a shell the closed pipe remains; an early end of the shell must not harm the host.
    const forget = (): void => {
      if (this.#shell === shell) this.#shell = undefined
    }
    shell.on('error', forget)
    shell.on('exit', forget)
    shell.stdin?.on('error', forget)
    shell.unref()
    ;(shell.stdin as unknown as { unref?: () => void } | null)?.unref?.()
    this.#shell = shell
    for (const pid of this.#pids) this.#write(`+ ${pid}\n`)
  }

  #write(line: string): void {
    const stdin = this.#shell?.stdin
    if (stdin?.writable) stdin.write(line)
  }
}

/** Undefined where too little memory is left for another process: Node throws that. */
function startShell(): ChildProcess | undefined {
  try {
    return spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {}, cwd: '/' })
  } catch {
    return undefined
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
