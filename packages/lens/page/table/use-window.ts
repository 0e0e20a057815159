import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

export interface RowWindow {
  /** The first row to draw. */
  readonly from: number
  /** The row after the last one to draw. */
  readonly to: number
  readonly scrollTo: (row: number) => void
}

const OVERSCAN = 12

/** Which rows of a long table are worth drawing: those that can be seen in its scrolling box, and a few more. */
export function useWindow(box: RefObject<HTMLElement>, { rows, rowHeight }: { rows: number; rowHeight: number }): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800 })
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    measure()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [box])
  const from = Math.max(0, Math.min(rows, Math.floor(view.top / rowHeight) - OVERSCAN))
  const to = Math.min(rows, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN)
  const scrollTo = (row: number): void => {
    const element = box.current
    if (element === null) return
    const head = element.querySelector('thead')?.offsetHeight ?? 0
    const top = row * rowHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight + head > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight + head - element.clientHeight
  }
  return { from, to: Math.max(from, to), scrollTo }
}
