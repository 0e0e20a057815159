import { chmod, type FileHandle, mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AlertStatus } from '../alert/notification.ts'
import type { RobotBody } from '../channels/channel.ts'
import type { DeadLetterSettings, RobotKind, Severity } from '../config/bridge-config.ts'

/** A message that no robot took. It holds what the alert says, and nothing of the robot's address or key. */
export interface DeadLetter {
  /** When it was given up, and when Alertmanager brought it. */
  readonly at: string
  readonly received: string
  readonly robot: string
  readonly kind: RobotKind
  readonly key: string
  readonly part: number
  readonly parts: number
  readonly status: AlertStatus
  readonly severity: Severity
  readonly title: string
  readonly reason: string
  readonly code?: number
  /** Unsigned: it is signed anew when it is sent again. */
  readonly body: RobotBody
}

/** The file of dead letters: JSON lines, readable by its owner alone, never larger than its limit. */
export class DeadLetters {
  readonly #settings: DeadLetterSettings
  readonly #onLost: (count: number, reason: string) => void
  #last: Promise<void> = Promise.resolve()

  /** `onLost` is told when letters are gone: the oldest to make room, or one that the disk refused. */
  constructor(settings: DeadLetterSettings, onLost: (count: number, reason: string) => void) {
    this.#settings = settings
    this.#onLost = onLost
  }

  /** Writes a letter to the disk and resolves with whether it is there. Never rejects. */
  async append(letter: DeadLetter): Promise<boolean> {
    const written = this.#last.then(() => this.#write(letter))
    this.#last = written.catch((error: unknown) => this.#onLost(1, toReason(error)))
    await this.#last
    return await written.then(
      () => true,
      () => false,
    )
  }

  async #write(letter: DeadLetter): Promise<void> {
    const { file, maxBytes } = this.#settings
    const line = `${JSON.stringify(letter)}\n`
    await mkdir(dirname(file), { recursive: true })
    const { size, mode } = await stat(file).catch(() => ({ size: 0, mode: 0o600 }))
    if ((mode & 0o077) !== 0) await chmod(file, 0o600)
    if (size > 0 && size + Buffer.byteLength(line) > maxBytes) await this.#makeRoom(Buffer.byteLength(line))
    const handle = await open(file, 'a+', 0o600)
    try {
      await handle.writeFile((await endsWithLine(handle)) ? line : `\n${line}`)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  /** Keeps the newest letters that fill at most half of the limit, so that room is made seldom. */
  async #makeRoom(bytes: number): Promise<void> {
    const { file, maxBytes } = this.#settings
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
    const kept: string[] = []
    let room = Math.min(maxBytes / 2, maxBytes - bytes)
    for (const line of lines.toReversed()) {
      room -= Buffer.byteLength(line) + 1
      if (room < 0) break
      kept.unshift(line)
    }
    await writeFile(`${file}.new`, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 })
    await rename(`${file}.new`, file)
    this.#onLost(lines.length - kept.length, 'the file of dead letters reached its limit')
  }
}

/** Not so where a write was cut off, by a full disk or a death: the next letter must not become a part of that line. */
async function endsWithLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat()
  return size === 0 || (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() === '\n'
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
