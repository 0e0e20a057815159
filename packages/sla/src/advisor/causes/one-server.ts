import type { CauseKind } from '../cause.ts'
import { clamp, compareText, inSeconds } from '../weigh.ts'

/** One of several servers is slow, the others are not. */
export const oneServer: CauseKind = {
  cause: 'one-server',
  title: 'One server alone is slow',
  action: 'Take it out of the load balancer, then look at its GPU, its log and its version.',
  judge({ breached, servers }) {
    if (!breached.has('latency')) return undefined
    const [worst, ...others] = [...servers].sort((a, b) => (b.now ?? 0) - (a.now ?? 0))
    if (worst?.now === undefined || others.length === 0) {
      const only = worst === undefined ? undefined : `all calls go to ${worst.name || 'one address'}`
      return { score: 0, supports: [], contradicts: [only], missing: worst === undefined ? ['the server’s address on the metrics'] : [] }
    }
    const weight = others.reduce((sum, { share }) => sum + share, 0)
    const rest = others.reduce((sum, { now = 0, share }) => sum + now * share, 0) / weight
    const normal = worst.normal ?? rest
    const isAlone = worst.now > rest * 1.5
    // How much of all extra time it makes: others that got slower too speak against it.
    const own = Math.max(0, worst.now - normal) * worst.share
    const theirs = others.reduce((sum, { now = 0, normal: usual = now, share }) => sum + Math.max(0, now - usual) * share, 0)
    const text = `${worst.name} takes ${inSeconds(worst.now)} for a call, the other ${others.length} take ${inSeconds(rest)}`
    return {
      score: isAlone ? 0.9 * clamp(own / (own + theirs)) : 0,
      supports: isAlone ? [text, compareText(`mean duration at ${worst.name}`, worst, inSeconds)] : [],
      contradicts: isAlone ? [] : [text],
    }
  },
}
