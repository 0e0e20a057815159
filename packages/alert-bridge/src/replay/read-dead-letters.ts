import { ROBOT_KINDS, type RobotKind } from '../config/bridge-config.ts'
import type { DeadLetter } from '../delivery/dead-letters.ts'

/** The letters of a file's text, oldest first, and how many of its lines are none (a write that was cut off). */
export function readDeadLetters(text: string): { readonly letters: readonly DeadLetter[]; readonly broken: number } {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const letters = lines.flatMap((line) => toLetter(line) ?? [])
  return { letters, broken: lines.length - letters.length }
}

function toLetter(line: string): DeadLetter | undefined {
  try {
    const letter = JSON.parse(line) as Partial<DeadLetter> | null
    const isWhole =
      typeof letter?.robot === 'string' &&
      ROBOT_KINDS.includes(letter.kind as RobotKind) &&
      typeof letter.received === 'string' &&
      typeof letter.title === 'string' &&
      typeof letter.body === 'object' &&
      letter.body !== null
    return isWhole ? (letter as DeadLetter) : undefined
  } catch {
    return undefined
  }
}
