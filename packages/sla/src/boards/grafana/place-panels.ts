import type { Section } from '../board.ts'
import type { Panel } from '../panel.ts'

export const GRID_WIDTH = 24

export interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface PlacedSection {
  readonly title: string
  readonly place: Place
  readonly panels: readonly { readonly panel: Panel; readonly place: Place }[]
}

/** Sections one below the other, the panels of each in lines from left to right. A line is as high as its highest panel. */
export function placePanels(sections: readonly Section[]): PlacedSection[] {
  let y = 0
  return sections.map(({ title, panels }) => {
    const heading: Place = { x: 0, y, w: GRID_WIDTH, h: 1 }
    y += 1
    let x = 0
    let lineHeight = 0
    const placed = panels.map((panel) => {
      if (x + panel.width > GRID_WIDTH) {
        y += lineHeight
        x = 0
        lineHeight = 0
      }
      const place: Place = { x, y, w: panel.width, h: panel.height }
      x += panel.width
      lineHeight = Math.max(lineHeight, panel.height)
      return { panel, place }
    })
    y += lineHeight
    return { title, place: heading, panels: placed }
  })
}
