import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const FIX =
  'Unset OTEL_TRACES_SAMPLER to keep all, and let the Collector choose after the end: it can keep every error and every slow call.'

/** How large a share of the traces the sampler drops before anybody knows whether they matter. */
export function checkSampling({ env }: Facts): Finding[] {
  const sampler = env.OTEL_TRACES_SAMPLER?.trim() || 'parentbased_always_on'
  const kept = shareKept(sampler, env.OTEL_TRACES_SAMPLER_ARG)
  if (kept === undefined)
    return [{ area: 'recording', level: 'note', text: `OTEL_TRACES_SAMPLER is "${sampler}": how many traces it keeps is not known here.` }]
  if (kept === 1) return [{ area: 'recording', level: 'ok', text: 'Every trace is kept.' }]
  const lost = kept === 0 ? 'every trace' : `${Number(((1 - kept) * 100).toFixed(2))} % of the traces`
  return [
    {
      area: 'recording',
      level: 'loss',
      text: `OTEL_TRACES_SAMPLER=${sampler} drops ${lost}, errors and slow calls included; metrics stay whole.`,
      fix: FIX,
    },
  ]
}

function shareKept(sampler: string, argument: string | undefined): number | undefined {
  switch (sampler.replace(/^parentbased_/, '')) {
    case 'always_on':
      return 1
    case 'always_off':
      return 0
    case 'traceidratio': {
      // A missing or impossible ratio counts as 1, as in the SDK.
      const ratio = Number(argument?.trim() || Number.NaN)
      return ratio >= 0 && ratio <= 1 ? ratio : 1
    }
    default:
      return undefined
  }
}
