import { LOG_LIMIT_BYTES } from './log-file.ts'
import type { ProcessIdentity } from './process-identity.ts'
import { isAlive } from './process-identity.ts'
import { startProcess } from './start-process.ts'
import { waitUntilGone } from './stop-process.ts'

const EVERY_SECONDS = 10
const KEPT_BYTES = 16_384
const GONE_MS = 5_000

/**
 * A shell, because it takes a megabyte where Node takes fifty. It ends by itself with the last of the processes. What is written between
 * reading the end of a log and emptying it is lost; processes that append go on at the new end.
 */
const SCRIPT = `
umask 077
every=$1 limit=$2 kept=$3
shift 3
pids=
while [ "$1" != -- ]; do pids="$pids $1"; shift; done
shift
while sleep "$every"; do
  alive=
  for pid in $pids; do kill -0 "$pid" 2>/dev/null && alive=yes; done
  [ -n "$alive" ] || exit 0
  for log in "$@"; do
    size=$(wc -c 2>/dev/null <"$log") || continue
    [ "$size" -gt "$limit" ] || continue
    tail -c "$kept" "$log" >"$log.tail"
    : >"$log"
    cat "$log.tail" >>"$log"
    rm -f "$log.tail"
  done
done
`

export interface LogKeeping {
  /** Where the logs are. */
  readonly folder: string
  /** Their names in it; one that is not there (yet) is passed over. */
  readonly names: readonly string[]
  /** Who writes: when none of them is there any more, nobody looks after the logs either. */
  readonly pids: readonly number[]
  /** Default: 10 s. */
  readonly everySeconds?: number
  /** Default: 20 MiB. */
  readonly limitBytes?: number
}

/**
 * Starts a small process that goes on without this one and cuts each log that has outgrown its limit down to its end (16 KiB). So a log never
 * holds more than the limit and what is written within `everySeconds`.
 */
export async function startLogKeeper(keeping: LogKeeping): Promise<ProcessIdentity> {
  const { folder, names, pids, everySeconds = EVERY_SECONDS, limitBytes = LOG_LIMIT_BYTES } = keeping
  const numbers = [everySeconds, limitBytes, KEPT_BYTES, ...pids].map(String)
  const { identity } = await startProcess({
    program: '/bin/sh',
    arguments: ['-c', SCRIPT, 'tokenscope-logs', ...numbers, '--', ...names],
    env: { PATH: process.env.PATH },
    cwd: folder,
    logFile: '/dev/null',
  })
  return identity
}

/** Ends it together with what it waits for, and resolves when it is gone. */
export async function stopLogKeeper(identity: ProcessIdentity): Promise<void> {
  if (!isAlive(identity)) return
  try {
    process.kill(-identity.pid, 'SIGTERM')
  } catch {
    // It has just ended.
  }
  await waitUntilGone(identity, GONE_MS)
}
