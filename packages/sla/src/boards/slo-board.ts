import { isPromised } from '../alerts/is-promised.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS } from './board-links.ts'
import type { Panel } from './panel.ts'
import { budgetStats } from './panels/budget-stats.ts'
import { badRequests, budgetLeft, burnRates, promiseTable } from './panels/budgets.ts'
import { limitPanels, missingBuckets, quantileAgainstTarget, slices, successOverTime } from './panels/objectives.ts'
import { SCOPE_VARIABLES } from './variables.ts'

/** What was promised, what is kept, and how much may still go wrong. */
export function sloBoard(context: RuleContext): Board {
  const promised = (prefix: string): boolean =>
    context.scopes.some(({ objectives }) => objectives.some(({ slo }) => slo.startsWith(`${prefix}-p`)))
  const times: Panel[] = [
    ...(promised('response-time') ? [quantileAgainstTarget(context, 'response-time', 'Response time')] : []),
    ...(promised('time-to-first-token') ? [quantileAgainstTarget(context, 'time-to-first-token', 'Time to first token')] : []),
  ]
  return {
    uid: BOARD_UIDS.slo,
    name: 'slo',
    title: 'LLM service levels',
    description: `Objectives, attainment and error budgets over ${context.duration(context.targets.windowSeconds)}. Needs the rules that \`tokenscope sla generate\` writes.`,
    variables: SCOPE_VARIABLES,
    sections: [
      { title: 'Now', panels: [...budgetStats(context), promiseTable(context)] },
      {
        title: 'Budgets',
        panels: [budgetLeft(context), badRequests(context), burnRates(context, 'page'), burnRates(context, 'ticket')],
      },
      {
        title: 'Scopes against their targets',
        panels: [
          ...times,
          successOverTime(context),
          ...(isPromised(context, 'availability') ? [slices(context)] : []),
          ...limitPanels(context),
        ],
      },
      // Only promises of times need buckets.
      ...(times.length > 0 ? [{ title: 'What cannot be judged', panels: [missingBuckets(context)] }] : []),
    ],
  }
}
