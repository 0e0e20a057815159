import type { RuleContext } from '../outputs/rule-context.ts'

/** Whether any scope has this objective. */
export function isPromised({ scopes }: RuleContext, slo: string): boolean {
  return scopes.some(({ objectives }) => objectives.some((objective) => objective.slo === slo))
}
