import type { CommandContext } from '../command.ts'
import { check } from './check.ts'
import { exportOpenSlo, importOpenSlo } from './convert.ts'
import { explain } from './explain.ts'
import { generate } from './generate.ts'
import { init } from './init.ts'
import { parseRequest, type SlaAction, type SlaRequest } from './parse-request.ts'
import { validate } from './validate.ts'

const ACTIONS: Readonly<Record<SlaAction, (request: SlaRequest, context: CommandContext) => Promise<number>>> = {
  init,
  validate,
  generate,
  check,
  explain,
  import: importOpenSlo,
  export: exportOpenSlo,
}

/** `tokenscope sla init|validate|generate|check|explain|import|export`. */
export async function runSla(context: CommandContext): Promise<number> {
  const request = parseRequest(context)
  return await ACTIONS[request.action](request, context)
}
