import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import type { StackFacts } from '../probes/probe-stack.ts'

/** A queue this full is about to refuse. */
const NEARLY_FULL = 0.8
/** Of `num_traces` in the shipped configuration. The counter of early drops does not tell: where spans are judged on arrival it counts kept ones. */
const NEARLY_ALL_TRACES = 90_000

/** Whether the Collector on this machine takes spans, keeps up with them and hands them on. */
export function checkCollector({ stack }: Facts): Finding[] {
  if (stack.collector === 'absent' && stack.jaeger === 'absent') {
    const text = 'No Collector and no Jaeger at the usual addresses of this machine.'
    return [
      { area: 'stack', level: 'note', text, fix: 'To have them: tokenscope stack up. If they run elsewhere, ask tokenscope doctor there.' },
    ]
  }
  if (stack.collector === 'absent') {
    const text = `No Collector answers at ${stack.addresses.collectorHealth}, though a Jaeger runs here.`
    return [
      { area: 'stack', level: 'note', text, fix: 'tokenscope stack status says what runs; tokenscope stack up starts what does not.' },
    ]
  }
  if (stack.collector === 'not-ready') {
    const text = `The Collector at ${stack.addresses.collectorHealth} is not ready: it refuses what is sent to it.`
    return [{ area: 'stack', level: 'loss', text, fix: 'Read the end of its log: tokenscope stack status names the file.' }]
  }
  if (stack.counts.length === 0) {
    const text = `The Collector is ready, but tells nothing about itself at ${stack.addresses.collectorMetrics}/metrics.`
    return [{ area: 'stack', level: 'note', text, fix: 'Set TOKENSCOPE_COLLECTOR_METRICS_PORT to the port of its own metrics.' }]
  }
  return [received(stack), ...refused(stack), ...decided(stack), ...handedOn(stack)]
}

function received(stack: StackFacts): Finding {
  const spans = total(stack, 'otelcol_receiver_accepted_spans_total')
  if (spans > 0)
    return {
      area: 'stack',
      level: 'ok',
      text: `The Collector is ready and has accepted ${spans} ${spans === 1 ? 'span' : 'spans'} since its start.`,
    }
  const text = 'The Collector is ready, and no span has reached it since its start.'
  const fix = `Set OTEL_EXPORTER_OTLP_ENDPOINT=${stack.addresses.otlpHttp} where the application runs, and let the application end or wait 5 s.`
  return { area: 'stack', level: 'note', text, fix }
}

function refused(stack: StackFacts): Finding[] {
  const spans = total(stack, 'otelcol_receiver_refused_spans_total') + total(stack, 'otelcol_receiver_failed_spans_total')
  if (spans === 0) return []
  const text = `The Collector has refused ${spans} spans: it was out of memory, or a queue was full. The SDK sends again for a while, then drops.`
  return [
    { area: 'stack', level: 'loss', text, fix: 'Give it more memory, or run more of them: packages/docs/stack/sizing.md has the figures.' },
  ]
}

/** Tail sampling keeps only a share of what is neither an error nor slow. */
function decided(stack: StackFacts): Finding[] {
  const decisions = stack.counts.filter(({ name }) => name === 'otelcol_processor_tail_sampling_global_count_traces_sampled_total')
  if (decisions.length === 0) return []
  const kept = sum(decisions.filter(({ labels }) => labels.sampled === 'true'))
  const all = sum(decisions)
  const waiting = total(stack, 'otelcol_processor_tail_sampling_sampling_traces_on_memory')
  const text = `Tail sampling has kept ${kept} of ${all} traces; it holds ${waiting} in memory. Errors, breaches of the SLA and stalls are always kept.`
  const fix =
    'To see every trace: TOKENSCOPE_SAMPLING_PERCENTAGE=100 tokenscope stack up. To keep one: set tokenscope.sample.force on its span.'
  const findings: Finding[] = [{ area: 'stack', level: kept < all ? 'note' : 'ok', text, ...(kept < all && { fix }) }]
  if (waiting > NEARLY_ALL_TRACES) {
    const full = `Tail sampling holds ${waiting} traces, of 100000 at most: the oldest go, and with them the first spans of what matters later.`
    findings.push({
      area: 'stack',
      level: 'loss',
      text: full,
      fix: 'Raise num_traces in the tail_sampling processor, or run more samplers.',
    })
  }
  return findings
}

function handedOn(stack: StackFacts): Finding[] {
  const lost = ['send_failed_spans', 'enqueue_failed_spans'].map((what) => total(stack, `otelcol_exporter_${what}_total`))
  const findings: Finding[] = []
  if (sum(lost.map((value) => ({ value }))) > 0) {
    const text = `The Collector has lost ${lost[0]} spans on the way to Jaeger and ${lost[1]} before the queue.`
    findings.push({ area: 'stack', level: 'loss', text, fix: 'Look for a full disk in the queue folder, and for the reason in its log.' })
  }
  const queue = stack.counts.filter(({ name, labels }) => name === 'otelcol_exporter_queue_size' && labels.data_type === 'traces')
  for (const { labels, value } of queue) {
    const capacity = stack.counts.find(
      (other) => other.name === 'otelcol_exporter_queue_capacity' && other.labels.exporter === labels.exporter,
    )
    if (capacity === undefined || value < NEARLY_FULL * capacity.value) continue
    const text = `The queue of ${labels.exporter} is ${Math.round((100 * value) / capacity.value)} % full: what it sends to is down or too slow.`
    findings.push({
      area: 'stack',
      level: 'loss',
      text,
      fix: 'Start what it sends to (tokenscope stack status), or give the queue more room.',
    })
  }
  return findings
}

function total(stack: StackFacts, name: string): number {
  return sum(stack.counts.filter((sample) => sample.name === name))
}

function sum(samples: readonly { readonly value: number }[]): number {
  return samples.reduce((all, { value }) => all + value, 0)
}
