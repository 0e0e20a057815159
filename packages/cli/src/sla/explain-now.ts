import { explainNow as explainTargetsNow } from '@tokenscope/sla'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'
import { answerOf, authorization, readGoodTargets, withoutFalseBreach } from './check.ts'
import { parseAskRequest } from './check-request.ts'
import { drawNow } from './explain-now-text.ts'
import type { SlaRequest } from './parse-request.ts'

/** `tokenscope sla explain --now`: 0 where nothing is breached now, 1 where something is, 2 where that is unknown or the input is bad. */
export async function explainNow(request: SlaRequest, context: CommandContext): Promise<number> {
  return await withoutFalseBreach(async () => await explainFile(request, context), context)
}

async function explainFile({ subject, targets: named, json }: SlaRequest, context: CommandContext): Promise<number> {
  const { options, cwd, print, signal, terminal } = context
  if (subject !== undefined && named !== undefined) {
    throw new UsageError('Name the file of targets once: tokenscope sla explain --now sla.yaml.')
  }
  const request = parseAskRequest(options)
  const targets = await readGoodTargets(subject ?? named, context)
  if (targets === undefined) return 2
  const headers = await authorization(request, cwd)
  const { prometheusUrl } = request
  const report = await answerOf(async () => await explainTargetsNow(targets, { prometheusUrl, headers, signal }), context)
  if (report === undefined) return 2
  if (json) print(JSON.stringify(report, null, 2))
  else for (const line of drawNow(report, terminal)) print(line)
  if (report.breached.length > 0) return 1
  return report.wellSubjects.length === 0 || report.unknown.length > 0 ? 2 : 0
}
