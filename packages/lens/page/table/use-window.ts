import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

export interface RowWindow {
  /** The first row to draw. */
  readonly from: number
  /** The row after the last one to draw. */
  readonly to: number
  readonly scrollTo: (row: number) => void
}

/** Rows beyond the edge that are drawn too; what is drawn changes in steps of as many, not with every row. */
const STEP = 10

/** Which rows of a long table are worth drawing: those that can be seen in its scrolling box, and a few more. */
export function useWindow(box: RefObject<HTMLElement>, { rows, rowHeight }: { rows: number; rowHeight: number }): RowWindow {
  const [range, setRange] = useState('0 40')
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = (): void => {
      const first = Math.floor(element.scrollTop / rowHeight / STEP) * STEP
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight / STEP) * STEP
      // A string, so that nothing is drawn again while it stays the same.
      setRange(`${first - STEP} ${last + STEP}`)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    measure()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [box, rowHeight])
  const [first, last] = range.split(' ').map(Number) as [number, number]
  const to = Math.min(rows, last)
  const scrollTo = (row: number): void => {
    const element = box.current
    if (element === null) return
    const head = element.querySelector('thead')?.offsetHeight ?? 0
    const top = row * rowHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight + head > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight + head - element.clientHeight
  }
  return { from: Math.max(0, Math.min(first, to)), to, scrollTo }
}
