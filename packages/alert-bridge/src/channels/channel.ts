import type { Mentions } from '../config/bridge-config.ts'
import type { RobotAddress } from '../config/read-robot-address.ts'
import type { Dialect } from '../message/dialect.ts'
import type { Message } from '../message/message.ts'

/** One platform's robots: what they take and what their answers mean. Nothing here sends, waits or reads a clock. */
export interface Channel {
  readonly limits: ChannelLimits
  /** Whether a robot may ask for signed messages. */
  readonly signs: boolean
  /** Whether the message shows its title by itself, so that the text needs no heading. */
  readonly showsTitle: boolean
  /** What a person is named by; absent where the platform cannot mention so. */
  readonly mentions: Readonly<Record<'mobiles' | 'users', RegExp | undefined>>
  readonly dialect: Dialect
  /** What the limit counts, for a piece of the text. */
  measure(text: string): number
  /** What mentions take of the limit. */
  mentionBytes(mentions: Mentions | undefined): number
  /** The bodies that carry one message, unsigned, in order: what is queued, and kept as a dead letter. */
  toBodies(message: Message): RobotBody[]
  /** The request for one body, signed for this moment. Its address is secret. */
  toRequest(body: RobotBody, address: RobotAddress, now: Date): RobotRequest
  /** What an answer with status 200 and this JSON means. */
  judge(answer: Readonly<Record<string, unknown>>): Verdict
}

export interface ChannelLimits {
  /** The most that `measure` may give for one message's text. */
  readonly textBytes: number
  /** Messages a minute that the platform takes. */
  readonly perMinute: number
  readonly defaultPerMinute: number
}

export type RobotBody = Readonly<Record<string, unknown>>

export interface RobotRequest {
  readonly url: string
  readonly body: string
}

/**
 * What came of one attempt.
 * - `delivered`: the robot took it.
 * - `slower`: too many messages; the same one again, later.
 * - `retry`: the same one again, with growing pauses; at most `attempts` times where that is said.
 * - `final`: it will never be taken as things are. `reason` says what to do.
 */
export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'slower' | 'final'; readonly reason: string; readonly code?: number }
  | { readonly kind: 'retry'; readonly reason: string; readonly code?: number; readonly attempts?: number }

/** How an error code of a platform is to be taken, and what a person can do. */
export interface CodeMeaning {
  readonly kind: 'slower' | 'retry' | 'final'
  readonly remedy: string
}

/** An error code that no table has: a few attempts, because nobody knows. */
export function unknownCode(code: number, message: string): Verdict {
  return { kind: 'retry', code, attempts: 3, reason: `unknown code ${code}: ${message}` }
}

/** Bytes that a text takes inside a JSON string. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2
}
