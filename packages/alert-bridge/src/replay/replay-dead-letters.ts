import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { channels } from '../channels/channels.ts'
import type { BridgeConfig } from '../config/bridge-config.ts'
import { attempt } from '../delivery/attempt.ts'
import { type DeadLetter, DeadLetters } from '../delivery/dead-letters.ts'
import { RateWindow } from '../delivery/rate-window.ts'
import { pause, TIMING, type Timing } from '../delivery/timing.ts'
import { readDeadLetters } from './read-dead-letters.ts'

export interface ReplayOptions {
  /** Only the letters to this robot. */
  readonly robot?: string
  /** Says what would be sent and sends nothing. */
  readonly dryRun?: boolean
  readonly timing?: Partial<Timing>
  readonly signal: AbortSignal
  log(line: string): void
}

export interface ReplayResult {
  readonly delivered: number
  /** Back in the file. */
  readonly kept: number
  /** Lines that were no letter, dropped. */
  readonly broken: number
}

/**
 * Sends dead letters again, oldest first, signed anew, each once. What is not taken goes back into the file, with the new reason.
 * A bridge that runs meanwhile may go on writing: the letters are first moved to a file beside (`.replay`), which a replay that
 * was interrupted leaves, and the next one begins with.
 */
export async function replayDeadLetters(config: BridgeConfig, options: ReplayOptions): Promise<ReplayResult> {
  const { file } = config.deadLetters
  if (options.dryRun === true) {
    const { letters } = readDeadLetters(`${await readOrEmpty(`${file}.replay`)}\n${await readOrEmpty(file)}`)
    for (const letter of letters) options.log(`${isChosen(letter, options) ? 'would send' : 'would keep'} ${describe(letter)}`)
    return { delivered: 0, kept: letters.length, broken: 0 }
  }
  const taken = await takeLetters(file)
  const text = await readOrEmpty(taken)
  const { letters, broken } = readDeadLetters(text)
  const back = new DeadLetters(config.deadLetters, (count, reason) => options.log(`${count} dead letters did not go back: ${reason}`))
  const windows = new Map<string, RateWindow>()
  let delivered = 0
  let isBack = true
  for (const letter of letters) {
    const reason = options.signal.aborted ? letter.reason : await send(letter, config, options, windows)
    if (reason === undefined) delivered++
    else isBack = (await back.append({ ...letter, reason })) && isBack
  }
  // What a running bridge was just writing when the file was moved.
  const late = readDeadLetters((await readOrEmpty(taken)).slice(text.length)).letters
  for (const letter of late) isBack = (await back.append(letter)) && isBack
  if (isBack) await rm(taken, { force: true })
  else options.log(`${taken} still holds every letter that was taken: make room, and the next replay begins with it (some come twice then)`)
  return { delivered, kept: letters.length - delivered + late.length, broken }
}

/** Sends one letter; gives why it was not taken. */
async function send(
  letter: DeadLetter,
  config: BridgeConfig,
  options: ReplayOptions,
  windows: Map<string, RateWindow>,
): Promise<string | undefined> {
  if (!isChosen(letter, options)) return letter.reason
  const robot = config.robots.find(({ name, kind }) => name === letter.robot && kind === letter.kind)
  if (robot === undefined) {
    options.log(`kept ${describe(letter)}: the settings have no ${letter.kind} robot of this name`)
    return letter.reason
  }
  const timing = { ...TIMING, ...options.timing }
  const window = windows.get(robot.name) ?? new RateWindow(robot.perMinute, timing.windowMs, timing.gapMs)
  windows.set(robot.name, window)
  await pause(window.waitMs(performance.now()), options.signal)
  if (options.signal.aborted) return letter.reason
  window.take(performance.now())
  const verdict = await attempt(robot, channels[robot.kind], letter.body, { timeoutMs: config.delivery.requestMs, signal: options.signal })
  options.log(verdict.kind === 'delivered' ? `sent ${describe(letter)}` : `kept ${describe(letter)}: ${verdict.reason}`)
  return verdict.kind === 'delivered' ? undefined : verdict.reason
}

function isChosen({ robot }: DeadLetter, options: ReplayOptions): boolean {
  return options.robot === undefined || options.robot === robot
}

function describe({ received, robot, title }: DeadLetter): string {
  return `${received} ${robot}: ${title}`
}

/** Moves the letters aside, behind those that an interrupted replay left there, and gives the path. */
async function takeLetters(file: string): Promise<string> {
  const taken = `${file}.replay`
  const left = await readOrEmpty(taken)
  if (left === '') {
    await rename(file, taken).catch(ignoreMissing)
    return taken
  }
  await rename(file, `${taken}.more`).catch(ignoreMissing)
  await writeFile(`${taken}.all`, `${left}\n${await readOrEmpty(`${taken}.more`)}`, { mode: 0o600 })
  await rename(`${taken}.all`, taken)
  await rm(`${taken}.more`, { force: true })
  return taken
}

async function readOrEmpty(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    ignoreMissing(error)
    return ''
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}
