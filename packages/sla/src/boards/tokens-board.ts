import type { RuleContext } from '../outputs/rule-context.ts'
import type { Board } from './board.ts'
import { BOARD_UIDS } from './board-links.ts'
import type { QueryPanel } from './panel.ts'
import { costByCaller, costOfCalls, costOfDayStat, costOfHourStat, costTable } from './panels/cost.ts'
import { cachedAndReasoning, type TokenType, tokenSum, tokensByCaller, tokensByType, tokensPerCall } from './panels/tokens.ts'
import { CALL_VARIABLES } from './variables.ts'

/** What calls use and what they cost. */
export function tokensBoard(context: RuleContext): Board {
  return {
    uid: BOARD_UIDS.tokens,
    name: 'tokens-and-cost',
    title: 'LLM tokens and cost',
    description: 'Tokens and money, by service and model.',
    variables: CALL_VARIABLES,
    sections: [
      { title: 'Now', panels: [tokenStat('input'), tokenStat('output'), costOfHourStat(), costOfDayStat(context)] },
      {
        title: 'Tokens',
        panels: [
          tokensByType(),
          tokensPerCall(),
          tokensByCaller(context, 'input'),
          tokensByCaller(context, 'output'),
          cachedAndReasoning(),
        ],
      },
      { title: 'Cost', panels: [costByCaller(), costOfCalls(), costTable(context)] },
    ],
  }
}

function tokenStat(type: TokenType): QueryPanel {
  return {
    kind: 'stat',
    title: `${type === 'input' ? 'Input' : 'Output'} tokens`,
    description: 'Per second, by the usage that servers report.',
    width: 6,
    height: 4,
    unit: 'suffix: tokens/s',
    queries: [{ expr: tokenSum(type, []), legend: type }],
    noValue: 'No usage reported',
  }
}
