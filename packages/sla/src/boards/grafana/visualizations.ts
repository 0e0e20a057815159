import type { PanelBuilder as HeatmapBuilder } from '@grafana/grafana-foundation-sdk/heatmap'
import type { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import type { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline'
import type { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import type { QueryPanel } from '../panel.ts'
import { grafanaSdk } from './sdk.ts'
import { refId } from './to-panel.ts'

/** Each kind of panel with the looks that all of its kind share. */

export function timeSeriesPanel({ queries, thresholds = [], stacked = false }: QueryPanel): TimeSeriesBuilder {
  const { common, dashboard, timeSeries } = grafanaSdk()
  const builder = new timeSeries.PanelBuilder()
    .lineWidth(1)
    .fillOpacity(stacked ? 30 : 8)
    .showPoints(common.VisibilityMode.Auto)
    .spanNulls(false)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending))
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassicByName))
    .thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(
        thresholds.length > 0 ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
      ),
    )
  if (stacked) builder.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'))
  for (const [i, { unit, line }] of queries.entries()) {
    if (unit !== undefined) {
      builder.overrideByQuery(refId(i), [
        { id: 'unit', value: unit },
        { id: 'custom.axisPlacement', value: common.AxisPlacement.Right },
      ])
    }
    if (line) {
      builder.overrideByQuery(refId(i), [
        { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
        { id: 'custom.fillOpacity', value: 0 },
      ])
    }
  }
  return builder
}

export function statPanel({ thresholds = [] }: QueryPanel): StatBuilder {
  const { common, dashboard, stat } = grafanaSdk()
  return new stat.PanelBuilder()
    .graphMode(common.BigValueGraphMode.Area)
    .colorMode(thresholds.length > 0 ? common.BigValueColorMode.Value : common.BigValueColorMode.None)
    .textMode(common.BigValueTextMode.Auto)
    .justifyMode(common.BigValueJustifyMode.Auto)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds))
}

/** Buckets from bottom to top, time from left to right, the darker the more calls. */
export function heatmapPanel({ unit }: QueryPanel): HeatmapBuilder {
  const { common, heatmap } = grafanaSdk()
  return new heatmap.PanelBuilder()
    .calculate(false)
    .yAxis(new heatmap.YAxisConfigBuilder().unit(unit))
    .cellValues(new heatmap.CellValuesBuilder().unit('short'))
    .showValue(common.VisibilityMode.Never)
    .color(new heatmap.HeatmapColorOptionsBuilder().mode(heatmap.HeatmapColorMode.Scheme).scheme('Oranges').steps(64))
    .cellGap(1)
    .showLegend()
}

export function timelinePanel(_panel: QueryPanel): TimelineBuilder {
  const { common, dashboard, stateTimeline } = grafanaSdk()
  return new stateTimeline.PanelBuilder()
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .rowHeight(0.8)
    .lineWidth(0)
    .fillOpacity(80)
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds))
}
