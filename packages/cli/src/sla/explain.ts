import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type AlertExplanation, DEFAULT_TARGETS, explainAlerts, type SlaTargets } from '@tokenscope/sla'
import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'
import { CommandFailure } from '../command-failure.ts'
import { drawExplanation } from './draw-explanation.ts'
import { drawProblems } from './draw-problems.ts'
import { explainNow } from './explain-now.ts'
import type { SlaRequest } from './parse-request.ts'
import { DEFAULT_FILE, readTargetsFile } from './read-targets-file.ts'

/** `tokenscope sla explain`: one alert in full, or the list of all. */
export async function explain(request: SlaRequest, context: CommandContext): Promise<number> {
  const { print, terminal, options } = context
  if (options.now === true) return await explainNow(request, context)
  for (const name of ['prometheus', 'token-file']) {
    if (options[name] !== undefined) throw new UsageError(`--${name} means something to tokenscope sla explain only with --now.`)
  }
  const { subject, targets: named, json } = request
  const alerts = explainAlerts(await targetsFor(named, context))
  if (subject === undefined) {
    if (json) print(JSON.stringify(alerts, null, 2))
    else for (const line of listAlerts(alerts)) print(line)
    return 0
  }
  const alert = findAlert(subject, alerts)
  if (json) print(JSON.stringify(alert, null, 2))
  else for (const line of drawExplanation(alert, terminal)) print(line)
  return 0
}

/** Without a file the defaults are explained. */
async function targetsFor(named: string | undefined, { cwd, log, terminal }: CommandContext): Promise<SlaTargets> {
  if (named === undefined && !existsSync(resolve(cwd, DEFAULT_FILE))) return DEFAULT_TARGETS
  const file = await readTargetsFile(named, cwd)
  if (file.inspection.targets) return file.inspection.targets
  for (const line of drawProblems(file.inspection.problems, file.name, { ...terminal, colour: false })) log(line)
  throw new CommandFailure(`${file.name} has errors, so its alerts cannot be explained.`)
}

function findAlert(subject: string, alerts: readonly AlertExplanation[]): AlertExplanation {
  const alert = alerts.find(({ name }) => name.toLowerCase() === subject.toLowerCase())
  if (alert) return alert
  const meant =
    closest(
      subject,
      alerts.map(({ name }) => name),
    ) ?? alerts.find(({ name }) => name.toLowerCase().includes(subject.toLowerCase()))?.name
  const guess = meant === undefined ? '' : ` (did you mean ${meant}?)`
  throw new UsageError(`There is no alert "${subject}" by these targets${guess}; tokenscope sla explain lists all.`)
}

function listAlerts(alerts: readonly AlertExplanation[]): string[] {
  const width = Math.max(...alerts.map(({ name }) => name.length))
  return alerts.map(({ name, severity, category }) => `${name.padEnd(width)}  ${severity.padEnd(8)}  ${category}`)
}
