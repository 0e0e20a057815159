import { type ReadonlySignal, signal } from '@preact/signals'

export interface Announcement {
  readonly text: string
  readonly tone: 'plain' | 'good' | 'bad'
  /** Whether it is on the screen too, not only read out. */
  readonly shown: boolean
}

const SHOWN_MS = 6_000
const SHOWN_BAD_MS = 15_000

const current = signal<Announcement | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

export const announcement: ReadonlySignal<Announcement | null> = current

/** Says something once, on the screen and to a screen reader. New calls are never announced: there may be thousands. */
export function announce(text: string, tone: Announcement['tone'] = 'plain'): void {
  current.value = { text, tone, shown: true }
  clearTimeout(timer)
  timer = setTimeout(dismissAnnouncement, tone === 'bad' ? SHOWN_BAD_MS : SHOWN_MS)
}

/** Says something to a screen reader only: what others see anyway. */
export function announceQuietly(text: string): void {
  if (current.peek()?.shown !== true) current.value = { text, tone: 'plain', shown: false }
}

export function dismissAnnouncement(): void {
  current.value = null
}
