import { signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { readStored, writeStored } from './stored.ts'

export type KeyMap = Readonly<Record<string, () => unknown>>

const STORED = 'lens-keys'

/** Whether single keys do anything. Off for who speaks to the computer, or types with one hand. */
export const keysOn = signal(readStored(STORED) !== 'off')

export function setKeysOn(on: boolean): void {
  keysOn.value = on
  writeStored(STORED, on ? 'on' : 'off')
}

/** Single keys, while the component is there; never while typing, never with a modifier, never behind a dialog. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys)
  latest.current = keys
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keysOn.peek()) return
      const target = event.target as HTMLElement
      if (target.closest('input, select, textarea, dialog') !== null || document.querySelector('dialog[open]') !== null) return
      const act = latest.current[event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
