import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table'
import type { QueryPanel } from '../panel.ts'
import { grafanaSdk } from './sdk.ts'
import { stepsOf } from './threshold-steps.ts'
import { refId } from './to-panel.ts'

/** A row for each set of labels, a column for each query: the answers are joined by the labels that they share. */
export function tablePanel({ queries, labelColumns = {}, links = [] }: QueryPanel): PanelBuilder {
  const { common, table } = grafanaSdk()
  const builder = new table.PanelBuilder().showHeader(true).cellHeight(common.TableCellHeight.Sm).filterable(true)
  const valueField = (i: number): string => (queries.length === 1 ? 'Value' : `Value #${refId(i)}`)
  const hidden = queries.flatMap((query, i) => (query.hidden ? [valueField(i)] : []))
  const shown = queries.flatMap((query, i) => (query.hidden ? [] : [[valueField(i), query.legend] as const]))
  const order = [...Object.keys(labelColumns), ...shown.map(([value]) => value)]
  builder.withTransformation({ id: 'merge', options: {} }).withTransformation({
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(['Time', ...hidden].map((name) => [name, true])),
      indexByName: Object.fromEntries(order.map((name, i) => [name, i])),
      renameByName: { ...labelColumns, ...Object.fromEntries(shown) },
    },
  })
  for (const { legend, unit, thresholds, base, hidden: isHidden } of queries) {
    if (isHidden) continue
    builder.overrideByName(legend, [
      ...(unit === undefined ? [] : [{ id: 'unit', value: unit }]),
      ...(thresholds === undefined
        ? []
        : [
            { id: 'thresholds', value: { mode: 'absolute', steps: stepsOf({ thresholds, ...(base && { base }) }) } },
            { id: 'custom.cellOptions', value: { type: common.TableCellDisplayMode.ColorText } },
          ]),
    ])
  }
  // Links of a series go to each row; without this they would stand in every cell.
  const [first] = Object.values(labelColumns)
  const onRows = links.filter(({ on }) => on === 'series')
  if (first !== undefined && onRows.length > 0) {
    builder.overrideByName(first, [
      { id: 'links', value: onRows.map(({ title, url }) => ({ title, url: inRow(url), targetBlank: !url.startsWith('/') })) },
    ])
  }
  return builder
}

/** In a table labels are fields of the row. */
function inRow(url: string): string {
  return url.replaceAll(/\$\{__field\.labels\.(\w+)(:\w+)?\}/g, (_, label: string, format = '') => `\${__data.fields["${label}"]${format}}`)
}
