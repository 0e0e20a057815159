import type { SlaReport, Verdict } from '@tokenscope/sla'
import { UsageError } from '../arguments/usage-error.ts'
import { readSecret } from './check-secret.ts'

const TIMEOUT_MS = 10_000

/** The body that a webhook gets. Times are seconds since 1970. */
export interface SlaChange {
  readonly schema: 'tokenscope-sla-change/1'
  readonly time: number
  readonly verdict: Verdict
  readonly previousVerdict: Verdict
  readonly changes: readonly VerdictChange[]
}

export interface VerdictChange {
  readonly scope: string
  readonly slo: string
  readonly subject: string
  readonly promise: string
  readonly from: Verdict
  readonly to: Verdict
  /** One sentence for people. */
  readonly message: string
  readonly measured: number | null
  readonly target: number
  readonly budgetRemaining: number | null
}

export interface Notifier {
  /** Resolves with undefined when it was delivered, else with what went wrong. */
  send(change: SlaChange, signal: AbortSignal): Promise<string | undefined>
}

/**
 * A webhook at an address, or at the address that a file holds. Addresses of webhooks are secrets: messages name no more than their host.
 * Throws a {@link UsageError} where there is no usable address.
 */
export async function createNotifier(notify: string, secretFile: string | undefined, cwd: string): Promise<Notifier> {
  const isAddress = /^https?:\/\//i.test(notify)
  const address = isAddress ? notify : await readSecret(notify, '--notify', cwd)
  if (!URL.canParse(address) || !/^https?:\/\//i.test(address)) {
    throw new UsageError('--notify takes an address (https://…), or a file that holds nothing but one.')
  }
  const secret = secretFile === undefined ? undefined : await readSecret(secretFile, '--notify-secret', cwd)
  const { host } = new URL(address)
  const headers = { 'content-type': 'application/json', ...(secret !== undefined && { authorization: `Bearer ${secret}` }) }
  return {
    async send(change, signal) {
      try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
        const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(change), signal: limit, redirect: 'manual' })
        await response.body?.cancel()
        return response.ok ? undefined : `${host} answers HTTP ${response.status}`
      } catch (error) {
        const cause =
          error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : 'no answer in time'
        return `${host} cannot be reached (${cause})`
      }
    },
  }
}

/** What differs between two reports, objective by objective. New ones count from unknown; those that are gone are passed over. */
export function changesBetween(
  before: SlaReport,
  after: SlaReport,
  describe: (objective: SlaReport['objectives'][number]) => string,
): VerdictChange[] {
  const key = ({ scope, slo, labels }: SlaReport['objectives'][number]): string =>
    JSON.stringify([scope, slo, Object.entries(labels).sort()])
  const verdicts = new Map(before.objectives.map((objective) => [key(objective), objective.verdict]))
  return after.objectives.flatMap((objective) => {
    const { scope, slo, subject, promise, verdict: to, measured, target, budgetRemaining } = objective
    const from = verdicts.get(key(objective)) ?? 'unknown'
    return from === to
      ? []
      : [{ scope, slo, subject, promise, from, to, message: `${describe(objective)} (was ${from})`, measured, target, budgetRemaining }]
  })
}
