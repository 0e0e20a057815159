import { prometheusDuration } from '../promql/prometheus-duration.ts'

/** Prometheus's format of rules. */
export interface RuleGroup {
  readonly name: string
  readonly interval: string
  readonly rules: readonly Rule[]
}

export type Rule =
  | { readonly record: string; readonly expr: string; readonly labels?: Readonly<Record<string, string>> }
  | {
      readonly alert: string
      readonly expr: string
      readonly for?: string
      readonly keep_firing_for?: string
      readonly labels: Readonly<Record<string, string>>
      readonly annotations: Readonly<Record<string, string>>
    }

export function ruleGroup(name: string, intervalSeconds: number, rules: readonly Rule[]): RuleGroup {
  return { name, interval: prometheusDuration(intervalSeconds), rules }
}
