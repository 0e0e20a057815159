import { boardTable } from '../boards/board-table.ts'
import { toDashboard } from '../boards/grafana/to-dashboard.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'

/** `boards/<name>.json`: boards for Grafana. */
export function grafanaFiles(context: RuleContext): GeneratedFile[] {
  return boardTable(context).map((board) => ({
    path: `boards/${board.name}.json`,
    content: `${JSON.stringify(toDashboard(board), null, 2)}\n`,
  }))
}
