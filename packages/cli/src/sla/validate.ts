import { formatTargets, type SlaTargets, type TargetsProblem } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'
import { describeScope } from './describe-scope.ts'
import { drawProblems } from './draw-problems.ts'
import type { SlaRequest } from './parse-request.ts'
import { readTargetsFile, type TargetsFile } from './read-targets-file.ts'

/** `tokenscope sla validate`: 0 where the file can be used, 1 where it cannot. */
export async function validate({ subject, json }: SlaRequest, { cwd, print, terminal }: CommandContext): Promise<number> {
  const file = await readTargetsFile(subject, cwd)
  const { targets, problems } = file.inspection
  if (json) print(JSON.stringify(toJson(file), null, 2))
  else {
    for (const line of drawProblems(problems, file.name, terminal)) print(line)
    print(targets ? verdict(file.name, targets, problems) : `${file.name} cannot be used: ${count(problems, 'error')}.`)
    if (targets) for (const scope of targets.scopes) print(`  ${describeScope(scope)}`)
  }
  return targets ? 0 : 1
}

function verdict(name: string, { scopes }: SlaTargets, problems: readonly TargetsProblem[]): string {
  const warnings = problems.length === 0 ? '' : `, with ${count(problems, 'warning')}`
  return `${name} is good${warnings}: ${scopes.length} ${scopes.length === 1 ? 'scope' : 'scopes'}.`
}

function count(problems: readonly TargetsProblem[], severity: TargetsProblem['severity']): string {
  const found = problems.filter((problem) => problem.severity === severity).length
  return `${found} ${severity}${found === 1 ? '' : 's'}`
}

/** `targets` is what the file means with every default, as `sla.yaml` writes it. */
function toJson({ name, inspection: { targets, problems } }: TargetsFile): unknown {
  return { file: name, valid: targets !== undefined, problems, ...(targets && { targets, asYaml: formatTargets(targets) }) }
}
