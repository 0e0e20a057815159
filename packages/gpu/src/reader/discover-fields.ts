import type { Failure } from '../parse/failure.ts'
import { parseHelpFields } from '../parse/help-fields.ts'
import type { QueryField } from '../query-field.ts'
import { QUERY_FIELDS } from '../query-fields.ts'
import type { ChildKeeper } from './child-keeper.ts'
import { type OneShotOptions, runOnce } from './run-once.ts'

export type Discovery = { readonly fields: readonly QueryField[]; readonly failure?: undefined } | { readonly failure: Failure }

/** The fields of the table that this driver knows: the core ones, and those that its help names. Help that cannot be read leaves the core. */
export function selectFields(helpFields: ReadonlySet<string>): readonly QueryField[] {
  return QUERY_FIELDS.filter(({ field, core }) => core === true || helpFields.has(field))
}

/**
 * The order in which power is looked for. The mean of the last second, the first choice, is exact in windows of a second and says nothing of
 * shorter ones: there the momentary figure goes before it.
 */
export function orderPower(fields: readonly QueryField[], intervalMs: number): readonly QueryField[] {
  const average = fields.findIndex(({ field }) => field === 'power.draw.average')
  const instant = fields.findIndex(({ field }) => field === 'power.draw.instant')
  if (intervalMs >= 1_000 || average < 0 || instant < average) return fields
  const ordered = [...fields]
  ordered[average] = fields[instant]!
  ordered[instant] = fields[average]!
  return ordered
}

/** Asks the tool once which fields it knows. The same call fails when there is no driver, so it is the probe as well. */
export async function discoverFields(
  keeper: ChildKeeper,
  command: string,
  commandArgs: readonly string[],
  options: OneShotOptions,
): Promise<Discovery> {
  const { failure, stdout } = await runOnce(keeper, command, [...commandArgs, '--help-query-gpu'], options)
  return failure ? { failure } : { fields: selectFields(parseHelpFields(stdout)) }
}
