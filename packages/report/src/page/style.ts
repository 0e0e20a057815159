/** The page's style. Colours hold a contrast of 4.5 to 1 with their ground, in dark and in light. */
export const STYLE: string = `
:root { color-scheme: light dark; --ground: #fff; --ink: #1c1e21; --soft: #5a6069; --rule: #d5d9de; --good: #1a7a3c; --bad: #c22525; --unknown: #8a5a00;
  --c0: #1f5fbf; --c1: #b3470b; --c2: #1a7a3c; --c3: #8a2da5; --c4: #5a6069 }
@media (prefers-color-scheme: dark) { :root { --ground: #14171a; --ink: #e6e8ea; --soft: #a3abb5; --rule: #343a41; --good: #5fd28a; --bad: #ff8a80;
  --unknown: #f0b45a; --c0: #7db1ff; --c1: #ffa366; --c2: #5fd28a; --c3: #d59bf0; --c4: #a3abb5 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem }
header p, footer, .note, .empty { color: var(--soft) }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem } header p { margin: .25rem 0 0 }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem; margin: 0 }
.figures > div { border: 1px solid var(--rule); border-left: 4px solid var(--soft); border-radius: 4px; padding: .5rem .75rem }
.figures dt { color: var(--soft); font-size: .85rem } .figures dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums }
.figures dd.note { font-size: .85rem }
.figures > .good { border-left-color: var(--good) } .figures > .bad { border-left-color: var(--bad) } .figures > .unknown { border-left-color: var(--unknown) }
td.good { color: var(--good) } td.bad { color: var(--bad) } td.unknown { color: var(--unknown) }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--rule) } th { color: var(--soft); font-weight: 600 }
figure { margin: 1rem 0; overflow-x: auto } figcaption { font-weight: 600 } figure > svg { width: 100%; min-width: 40rem; height: auto }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif } svg .y { text-anchor: end } svg .x { text-anchor: middle }
svg .grid { stroke: var(--rule); fill: none } svg .line { fill: none; stroke-width: 2 }
svg path.threshold { stroke: var(--bad); stroke-dasharray: 4 4; fill: none } svg text.threshold { fill: var(--bad); text-anchor: end }
${[0, 1, 2, 3, 4].map((i) => `.line.s${i} { stroke: var(--c${i}) } circle.s${i} { fill: var(--c${i}) }`).join(' ')}
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .25rem 0 } .legend svg { width: 28px; margin-right: .4rem }
a { color: var(--c0) }
@media print { body { font-size: 11px } section { break-inside: avoid } }
`
