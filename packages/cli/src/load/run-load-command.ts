import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type Comparison,
  compareWithBaseline,
  LoadError,
  type LoadResult,
  parseBaseline,
  runLoad,
  toBaseline,
  writeHtml,
  writeJson,
  writeText,
} from '@tokenscope/load'
import type { CommandContext } from '../command.ts'
import { collectOften } from './collect-often.ts'
import { planFromOptions } from './plan-from-options.ts'
import { showProgress } from './show-progress.ts'

const FORMATS = { text: writeText, json: writeJson, html: writeHtml } as const

/** `tokenscope load`: exit codes as the command's help has them. */
export async function runLoadCommand(context: CommandContext): Promise<number> {
  try {
    return await run(context)
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    context.log(error.message)
    return 2
  }
}

async function run(context: CommandContext): Promise<number> {
  const { options, cwd, log, signal } = context
  const format = formatOf(options.format)
  const plan = await planFromOptions(context)
  // Read before anything is sent: a run of minutes must not end at a wrong file name.
  const baseline = typeof options.baseline === 'string' ? parseBaseline(await readText(cwd, options.baseline), options.baseline) : undefined
  collectOften()
  const progress = showProgress(context)
  const result = await runLoad(plan, { ...progress, signal })
  progress.end()
  if (result.stages.length > 0 && result.stages.every(({ figures }) => figures.requests > 0 && figures.failed === figures.requests)) {
    const reasons = new Set(result.stages.flatMap(({ figures }) => Object.keys(figures.errors)))
    log(`No request to ${plan.endpoint.origin} succeeded: ${[...reasons].join(', ')}.${hint([...reasons])}`)
    return 2
  }
  const comparison = baseline && compareWithBaseline(result, baseline)
  await deliver(context, format(result, comparison))
  if (typeof options['save-baseline'] === 'string') {
    await saveText(cwd, options['save-baseline'], `${JSON.stringify(toBaseline(result))}\n`)
    log(`Kept as ${options['save-baseline']}: compare a later run with --baseline ${options['save-baseline']}.`)
  }
  return exitCode(result, comparison)
}

function exitCode({ breakPoint, plan, stages }: LoadResult, comparison: Comparison | undefined): number {
  if (breakPoint?.breached !== undefined || comparison?.verdict === 'slower') return 1
  if (plan.objectives !== undefined && breakPoint === undefined) return 3
  return stages.every(({ figures }) => figures.unreliable !== undefined) ? 3 : 0
}

function hint(reasons: readonly string[]): string {
  if (reasons.includes('ECONNREFUSED')) return ' Nobody listens there: start the server, or mend --url.'
  if (reasons.includes('401') || reasons.includes('403')) return ' Set OPENAI_API_KEY to a key that the server takes.'
  if (reasons.includes('404')) return ' The path or the model is not known there: --url ends with /v1 on most servers.'
  return ''
}

function formatOf(name: string | boolean | undefined): (result: LoadResult, comparison?: Comparison) => string {
  const format = FORMATS[(name ?? 'text') as keyof typeof FORMATS]
  if (!format) throw new LoadError(`--format is "${name}"; allowed are ${Object.keys(FORMATS).join(', ')}.`)
  return format
}

async function deliver({ options, cwd, print, log }: CommandContext, report: string): Promise<void> {
  if (typeof options.output !== 'string') {
    print(report.trimEnd())
    return
  }
  await saveText(cwd, options.output, report)
  log(`The report is in ${options.output}.`)
}

async function readText(cwd: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new LoadError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Keep a run with --save-baseline ${file}.`)
  }
}

async function saveText(cwd: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text)
  } catch (error) {
    throw new LoadError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`)
  }
}
