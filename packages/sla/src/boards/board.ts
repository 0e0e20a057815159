import type { Panel } from './panel.ts'
import type { BoardVariable } from './variables.ts'

/** One page of Grafana, as data: `grafana/` makes its JSON. */
export interface Board {
  /** Stable: alerts and other boards link to it. */
  readonly uid: string
  /** File name without `.json`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** Besides the data source, which every board has. */
  readonly variables: readonly BoardVariable[]
  readonly sections: readonly Section[]
}

export interface Section {
  readonly title: string
  /** From left to right; a panel that finds no room begins the next line. */
  readonly panels: readonly Panel[]
}
