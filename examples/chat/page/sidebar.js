const source = document.querySelector('#source')
const sla = document.querySelector('#sla')
const figures = document.querySelector('#figures')

const INTERVAL_MS = 1_000

const TARGETS = {
  p95ResponseTimeMs: 'p95 response time',
  p99ResponseTimeMs: 'p99 response time',
  availability: 'availability',
  errorRate: 'error rate',
}

/** What is shown, in order: a label and a text, or nothing where nothing was measured. */
const FIGURES = [
  ['Requests', ({ total }) => String(total)],
  ['In flight', ({ inFlight }) => String(inFlight)],
  ['Success rate', ({ successRate }) => percent(successRate)],
  ['Mean response time', ({ meanMs }) => time(meanMs)],
  ['p95 response time', ({ p95Ms }) => time(p95Ms)],
  ['First token, mean', ({ firstTokenMs }) => time(firstTokenMs)],
  ['Tokens per second', ({ tokensPerSecond }) => number(tokensPerSecond)],
]

/** Asks every second, as long as somebody looks. */
export async function keepSidebar() {
  for (;;) {
    if (!document.hidden) await refresh()
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS))
  }
}

export async function refresh() {
  try {
    const response = await fetch('/api/summary')
    if (response.ok) show(await response.json())
  } catch {
    sla.dataset.state = 'unknown'
    sla.textContent = 'The server does not answer'
  }
}

function show(summary) {
  setText(source, `${summary.model}, ${summary.source}`)
  sla.dataset.state = summary.sla
  const missed = summary.breached.map((name) => TARGETS[name] ?? name).join(', ')
  setText(sla, { met: 'SLA met', breached: `SLA breached: ${missed}`, unknown: 'SLA: no calls yet' }[summary.sla])
  const rows = FIGURES.map(([label, text]) => [label, text(summary) ?? '–'])
  for (const { name, usedBytes, totalBytes } of summary.gpus) rows.push([`GPU memory, ${name}`, memory(usedBytes, totalBytes)])
  while (figures.children.length > 2 * rows.length) figures.lastChild.remove()
  for (const [position, [label, text]] of rows.entries()) {
    setText(figures.children[2 * position] ?? figures.appendChild(document.createElement('dt')), label)
    setText(figures.children[2 * position + 1] ?? figures.appendChild(document.createElement('dd')), text)
  }
}

/** A text that stays is not touched: a screen reader would say it again. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

const time = (ms) => (ms === undefined ? undefined : ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`)
const percent = (share) => (share === undefined ? undefined : `${Number((100 * share).toFixed(1))} %`)
const number = (value) => (value === undefined ? undefined : value.toFixed(1))
const gib = (bytes) => (bytes / 2 ** 30).toFixed(1)
const memory = (used, total) => (total === undefined ? `${gib(used)} GiB` : `${gib(used)} of ${gib(total)} GiB`)
