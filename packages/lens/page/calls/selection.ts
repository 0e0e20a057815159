import { signal } from '@preact/signals'
import type { CallId } from '../routing/route.ts'

/** The row that the keyboard is on: the key of its call. */
export const selectedKey = signal<string | null>(null)

/** The call that the next one is compared with. */
export const marked = signal<CallId | null>(null)
