export { type Chart, type ChartSeries, type ChartThreshold, drawChart } from './chart/draw-chart.ts'
export { escapeHtml } from './escape-html.ts'
export { type Figure, type Page, type Section, type Table, type TableCell, writePage } from './page/write-page.ts'
