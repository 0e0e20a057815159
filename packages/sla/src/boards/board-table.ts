import type { RuleContext } from '../outputs/rule-context.ts'
import { alertsBoard } from './alerts-board.ts'
import type { Board } from './board.ts'
import { gpuBoard } from './gpu-board.ts'
import { hostBoard } from './host-board.ts'
import { llmBoard } from './llm-board.ts'
import { modelBoard } from './model-board.ts'
import type { Panel } from './panel.ts'
import { pipelineBoard } from './pipeline-board.ts'
import { sloBoard } from './slo-board.ts'
import { tokensBoard } from './tokens-board.ts'

const BOARDS: readonly ((context: RuleContext) => Board)[] = [
  sloBoard,
  llmBoard,
  modelBoard,
  tokensBoard,
  gpuBoard,
  hostBoard,
  pipelineBoard,
  alertsBoard,
]

/** Every board, in the order in which a person goes through them. */
export function boardTable(context: RuleContext): Board[] {
  const toPanel = (panel: Panel): Panel =>
    panel.kind === 'text' ? panel : { ...panel, queries: panel.queries.map((query) => ({ ...query, expr: context.expr(query.expr) })) }
  return BOARDS.map((make): Board => {
    const board = make(context)
    return { ...board, sections: board.sections.map((section) => ({ ...section, panels: section.panels.map(toPanel) })) }
  })
}
