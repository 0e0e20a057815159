/** One panel, as data. Nothing here is optional that a reader needs: title, meaning and unit are always there. */
export type Panel = QueryPanel | TextPanel

export interface QueryPanel extends PanelFrame {
  readonly kind: 'time-series' | 'stat' | 'table' | 'heatmap' | 'timeline'
  readonly unit: Unit
  readonly queries: readonly PanelQuery[]
  /** Colours from these values on, in rising order; below the first it is green, unless `base` says otherwise. */
  readonly thresholds?: readonly Threshold[]
  readonly base?: ThresholdColor
  readonly min?: number
  readonly max?: number
  readonly decimals?: number
  /** Areas on top of each other. */
  readonly stacked?: boolean
  /** What stands where there is nothing to show; default `No data`. Zero is shown as 0, never as this. */
  readonly noValue?: string
  /** Words in place of values. */
  readonly words?: Readonly<Record<number, { readonly text: string; readonly color: ThresholdColor }>>
  /** Tables: which labels are columns, under which heading, in their order. */
  readonly labelColumns?: Readonly<Record<string, string>>
}

export interface TextPanel extends PanelFrame {
  readonly kind: 'text'
  /** Markdown. */
  readonly content: string
}

interface PanelFrame {
  readonly title: string
  /** What is shown, and what to make of it. */
  readonly description: string
  /** Of 24. */
  readonly width: number
  readonly height: number
  readonly links?: readonly PanelLink[]
}

export interface PanelQuery {
  readonly expr: string
  /** Name of the series, with `{{label}}`; in a table the heading of the column. */
  readonly legend: string
  /** The value of this moment in place of the time range's; always so in tables. */
  readonly instant?: boolean
  /** Asks for exemplars too: points that lead to a trace. */
  readonly exemplars?: boolean
  /** A unit of its own; in a time series it then has the right axis. */
  readonly unit?: Unit
  /** A dashed line without area, for what is promised. */
  readonly line?: boolean
  /** Tables: colours of this column. */
  readonly thresholds?: readonly Threshold[]
  readonly base?: ThresholdColor
  /** Tables: the column is not shown, its labels are. */
  readonly hidden?: boolean
}

export interface PanelLink {
  readonly title: string
  readonly url: string
  /** `series`: on each point, where `url` may name its labels. Default: on the panel. */
  readonly on?: 'panel' | 'series'
}

export interface Threshold {
  readonly value: number
  readonly color: ThresholdColor
}

export type ThresholdColor = 'green' | 'orange' | 'red' | 'blue' | 'text'

/** Units as Grafana names them. */
export type Unit =
  | 'short'
  | 'percentunit'
  | 's'
  | 'ms'
  | 'reqps'
  | 'bytes'
  | 'binBps'
  | 'watt'
  | 'celsius'
  | 'joule'
  | 'hertz'
  | 'string'
  | 'suffix: tokens/s'
  | 'suffix: tokens'
  | 'suffix:x'
  | 'suffix:/s'
  | 'suffix:/min'
