import type { CommandContext } from '../command.ts'
import { paint } from '../terminal/paint.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import { drawMetrics } from './draw-metrics.ts'
import { interestingMetrics } from './interesting-metrics.ts'
import { parseMetricsPage } from './metrics-page.ts'

/** Scrapes the endpoint as Prometheus would and prints the families that the story is about. */
export async function showMetrics(url: string | undefined, { print, terminal }: CommandContext): Promise<void> {
  print()
  if (url === undefined) {
    print('There is no Prometheus endpoint to scrape; see above why.')
    return
  }
  const response = await fetch(url)
  const families = parseMetricsPage(await response.text())
  const shown = interestingMetrics.flatMap((name) => families.find((family) => family.name === name) ?? [])
  print(paint(`Metrics, scraped from ${url}`, 'strong', terminal.colour))
  const text = `${shown.length} families. Left out here: histogram buckets, labels that tell no two samples apart, and ${families.length - shown.length} further families (host, runtime, ...).`
  for (const line of wrapText(text, terminal.columns)) print(paint(line, 'dim', terminal.colour))
  for (const line of drawMetrics(shown, terminal)) print(line)
}
