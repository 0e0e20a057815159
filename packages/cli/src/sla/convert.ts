import { formatTargets, fromOpenSlo, TargetsError, toOpenSlo } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'
import { CommandFailure } from '../command-failure.ts'
import { drawProblems } from './draw-problems.ts'
import type { SlaRequest } from './parse-request.ts'
import { readTargetsFile, readTextFile } from './read-targets-file.ts'

const DEFAULT_OPENSLO = 'openslo.yaml'

/** `tokenscope sla export`: the targets as OpenSLO on the output; what that cannot say, apart from it. */
export async function exportOpenSlo({ subject }: SlaRequest, { cwd, print, log, terminal }: CommandContext): Promise<number> {
  const { name, inspection } = await readTargetsFile(subject, cwd)
  for (const line of drawProblems(inspection.problems, name, { ...terminal, colour: false })) log(line)
  if (!inspection.targets) throw new CommandFailure(`Nothing is exported: ${name} has errors.`)
  const { text, leftOut } = toOpenSlo(inspection.targets)
  print(text.trimEnd())
  for (const sentence of leftOut) log(`Left out: ${sentence}.`)
  return 0
}

/** `tokenscope sla import`: OpenSLO documents as an `sla.yaml` on the output; what was passed over, apart from it. */
export async function importOpenSlo({ subject }: SlaRequest, { cwd, print, log, terminal }: CommandContext): Promise<number> {
  const { name, text } = await readTextFile(subject ?? DEFAULT_OPENSLO, cwd)
  try {
    const { targets, leftOut } = fromOpenSlo(text, name)
    print(formatTargets(targets).trimEnd())
    for (const sentence of leftOut) log(`Passed over: ${sentence}.`)
    return 0
  } catch (error) {
    if (!(error instanceof TargetsError)) throw error
    for (const line of drawProblems(error.problems, name, { ...terminal, colour: false })) log(line)
    throw new CommandFailure(`Nothing is imported: ${name} says what sla.yaml cannot.`, { cause: error })
  }
}
