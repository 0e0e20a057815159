import { type ReadonlySignal, signal } from '@preact/signals'
import { readStored, writeStored } from './stored.ts'

export type Theme = 'auto' | 'light' | 'dark'

/** Read by `theme-boot.ts` too, before the first paint. */
const STORED = 'lens-theme'
const ORDER: readonly Theme[] = ['auto', 'light', 'dark']

const current = signal<Theme>(read())
/** Counts up when the colours change, for what is drawn on a canvas. */
const generation = signal(0)

export const theme: ReadonlySignal<Theme> = current
export const colourGeneration: ReadonlySignal<number> = generation

export function nextTheme(): void {
  const next = ORDER[(ORDER.indexOf(current.value) + 1) % ORDER.length]!
  current.value = next
  writeStored(STORED, next)
  if (next === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  generation.value++
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => generation.value++)

/** The colour that a style variable stands for now, as a canvas takes it. */
export function resolveColour(variable: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${variable})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function read(): Theme {
  const stored = readStored(STORED)
  return stored === 'light' || stored === 'dark' ? stored : 'auto'
}
