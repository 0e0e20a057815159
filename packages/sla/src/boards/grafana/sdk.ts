import { createRequire } from 'node:module'
import type * as Common from '@grafana/grafana-foundation-sdk/common'
import type * as Dashboard from '@grafana/grafana-foundation-sdk/dashboard'
import type * as Heatmap from '@grafana/grafana-foundation-sdk/heatmap'
import type * as Prometheus from '@grafana/grafana-foundation-sdk/prometheus'
import type * as Stat from '@grafana/grafana-foundation-sdk/stat'
import type * as StateTimeline from '@grafana/grafana-foundation-sdk/statetimeline'
import type * as Table from '@grafana/grafana-foundation-sdk/table'
import type * as Text from '@grafana/grafana-foundation-sdk/text'
import type * as TimeSeries from '@grafana/grafana-foundation-sdk/timeseries'

/** The parts of the Grafana foundation SDK that boards are made with. */
export interface GrafanaSdk {
  readonly common: typeof Common
  readonly dashboard: typeof Dashboard
  readonly heatmap: typeof Heatmap
  readonly prometheus: typeof Prometheus
  readonly stat: typeof Stat
  readonly stateTimeline: typeof StateTimeline
  readonly table: typeof Table
  readonly text: typeof Text
  readonly timeSeries: typeof TimeSeries
}

let loaded: GrafanaSdk | undefined

/** Loaded when the first board is made: whoever only checks targets or asks Prometheus does not wait for it. */
export function grafanaSdk(): GrafanaSdk {
  loaded ??= load()
  return loaded
}

function load(): GrafanaSdk {
  const require = createRequire(import.meta.url)
  const part = <Part>(name: string): Part => require(`@grafana/grafana-foundation-sdk/${name}`) as Part
  return {
    common: part('common'),
    dashboard: part('dashboard'),
    heatmap: part('heatmap'),
    prometheus: part('prometheus'),
    stat: part('stat'),
    stateTimeline: part('statetimeline'),
    table: part('table'),
    text: part('text'),
    timeSeries: part('timeseries'),
  }
}
