import { badEventsRecord, RECORDS } from '../burn-rate/records.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import type { AlertDefinition } from './alert.ts'
import { burnScenarios } from './burn-scenarios.ts'
import { BUDGET_EXHAUSTED } from './runbooks/budget-runbooks.ts'
import type { Scenario } from './scenario.ts'
import { budgetLeft, promise, SUBJECT } from './templates.ts'

const MINUTE = 60
const HOUR = 3600
const MINIMUM_BAD_REQUESTS = 10

/** The promise of the whole window is broken. */
export function budgetExhaustedAlert(context: RuleContext): AlertDefinition[] {
  const { times, scopes } = context
  if (!scopes.some(({ objectives }) => objectives.some(({ budget }) => budget !== undefined))) return []
  return [
    {
      name: 'LLMErrorBudgetExhausted',
      slug: 'llm-error-budget-exhausted',
      group: 'budget',
      category: 'slo',
      severity: 'warning',
      forSeconds: 15 * MINUTE,
      expr: `${RECORDS.budgetRemaining} < 0\nand\n${badEventsRecord(times.periodSeconds)} >= ${MINIMUM_BAD_REQUESTS}`,
      summary: `${SUBJECT}: the budget of {{ $labels.slo }} is spent`,
      description: `Budget left: ${budgetLeft()}; promised is ${promise()}. Hold back risky changes until the budget has grown again.`,
      value: budgetLeft(),
      target: promise(),
      board: 'slo',
      runbook: BUDGET_EXHAUSTED,
      scenarios: exhaustedScenarios(context),
    },
  ]
}

/** Just below for six hours, then above until the sum is above too, then so long without fault that the share falls again. */
function exhaustedScenarios(context: RuleContext): Scenario[] {
  return context.scopes.flatMap((scope) => {
    const availability = scope.objectives.find(({ slo }) => slo === 'availability')
    const scenarios = (only: (slo: string) => boolean, badHours: number, goodHours: number): Scenario[] =>
      burnScenarios({
        context,
        scope: { ...scope, objectives: scope.objectives.filter(({ slo }) => only(slo)) },
        name: 'the whole window',
        evaluationSeconds: context.times.slowIntervalSeconds * 3,
        phases: [
          { seconds: context.seconds(6 * HOUR), factor: 1, margin: 0.95, fires: false },
          { seconds: context.seconds(badHours * HOUR), factor: 1, margin: 1.5 },
          { seconds: context.seconds(HOUR), factor: 0, margin: 0, fires: true },
          { seconds: Math.min(context.seconds(goodHours * HOUR), context.times.periodSeconds * 1.1), factor: 0, margin: 0, fires: false },
        ],
      })
    const slices = availability ? scenarios((slo) => slo === 'availability', ...badAndGoodHours(availability.budget ?? 1)) : []
    return [...scenarios((slo) => slo !== 'availability', 6, 12), ...slices]
  })
}

/** How many bad hours after six good ones spend so large a share of all slices, and how many good ones make good for them. */
function badAndGoodHours(budget: number): [bad: number, good: number] {
  const bad = Math.max(0.25, (1.3 * budget * 7) / Math.max(0.1, 1 - 1.3 * budget))
  return [bad, (2 * bad) / budget]
}
