import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawChart, escapeHtml, writePage } from '../src/index.ts'

describe('a report', () => {
  it('forbids scripts and requests', () => {
    const page = writePage({ title: 'Load', subtitle: '', sections: [], footer: '' })
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`)
    expect(page).not.toMatch(/<script|<link|src=|@import|url\(/)
  })

  it('lets no text out of its element, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        const escaped = escapeHtml(text)
        expect(escaped).not.toMatch(/[<>"']/)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(escaped).not.toMatch(/[\u0000-\u0008\u202e]/)
      }),
    )
    const nasty = '"><script>alert(1)</script>'
    const page = writePage({
      title: nasty,
      subtitle: nasty,
      sections: [{ title: nasty, text: [nasty], figures: [{ label: nasty, value: nasty }], table: { columns: [nasty], rows: [[nasty]] } }],
      footer: nasty,
    })
    expect(page).not.toContain('<script')
  })

  it('links to web addresses alone', () => {
    const rows = [[{ text: 'a', href: 'https://jaeger/trace/1' }], [{ text: 'b', href: 'javascript:alert(1)' }]]
    const page = writePage({ title: '', subtitle: '', sections: [{ title: '', table: { columns: [''], rows } }], footer: '' })
    expect(page).toContain('<td><a href="https://jaeger/trace/1" rel="noreferrer">a</a></td>')
    expect(page).toContain('<td>b</td>')
  })
})

describe('a chart', () => {
  const chart = { title: 'p95', xLabel: 'streams', yLabel: 's', series: [] }
  const line = (svg: string): string | undefined => /class="line s0"[^>]* d="([^"]*)"/.exec(svg)?.[1]

  it('begins at zero, ends at a round number, and goes down with the values', () => {
    const svg = drawChart({ ...chart, series: [{ name: 'p95', points: [0, 1, 2].map((x) => ({ x, y: 9 - 4 * x })) }] })
    expect([...svg.matchAll(/<text class="y"[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual(['0', '2', '4', '6', '8', '10'])
    expect(line(svg)).toBe('M64 52.6L380 143L696 233.4')
  })

  it('leaves a gap where there is no data', () => {
    const points = [1, Number.NaN, undefined, 1].map((y, x) => ({ x, y }))
    expect(line(drawChart({ ...chart, series: [{ name: 'p95', points }] }))!.match(/M/g)).toHaveLength(2)
  })

  it('says so where there is no data at all', () => {
    expect(drawChart({ ...chart, series: [{ name: 'p95', points: [{ x: 1, y: undefined }] }] })).toContain('No data.')
  })

  it('places the steps of a doubling ramp at equal distances', () => {
    const points = [1, 2, 4].map((x) => ({ x, y: 1 }))
    expect(line(drawChart({ ...chart, xAxis: 'doubling', series: [{ name: 'p95', points }] }))).toBe('M64 30L380 30L696 30')
  })

  it('keeps a target in the picture, and tells a screen reader the values', () => {
    const svg = drawChart({ ...chart, thresholds: [{ y: 3, label: 'target 3 s' }], series: [{ name: 'p95', points: [{ x: 1, y: 1 }] }] })
    expect(svg).toContain('>target 3 s</text>')
    expect(svg).toContain('aria-label="p95. p95: 1: 1."')
  })

  it('draws a sixth line and more in the colours that there are, told apart by their dashes', () => {
    const series = Array.from({ length: 7 }, (_, i) => ({ name: `line ${i}`, points: [{ x: 1, y: i }] }))
    const svg = drawChart({ ...chart, series })
    const styled = new Set([...svg.matchAll(/class="(?:line )?(s\d+)"/g)].map(([, name]) => name))
    expect([...styled].sort()).toEqual(['s0', 's1', 's2', 's3', 's4'])
    const looks = [...svg.matchAll(/class="line (s\d+)" stroke-dasharray="([^"]*)" d="M\d+ [\d.]+"/g)].map(
      ([, colour, dash]) => `${colour} ${dash}`,
    )
    expect(new Set(looks).size).toBe(7)
  })
})
