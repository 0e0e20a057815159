import { access, constants, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import {
  type Comparison,
  checkComparable,
  checkServer,
  compareWithBaseline,
  isJudged,
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
  // Before anything is sent: a run of minutes must not end at a wrong file name.
  const baseline = typeof options.baseline === 'string' ? parseBaseline(await readText(cwd, options.baseline), options.baseline) : undefined
  if (baseline) checkComparable(plan, baseline, String(options.baseline))
  for (const file of [options.output, options['save-baseline']]) if (typeof file === 'string') await checkWritable(cwd, file)
  await checkServer(plan, signal)
  collectOften()
  const progress = showProgress(context)
  const result = await runLoad(plan, { ...progress, signal }).finally(() => progress.end())
  if (result.stages.length > 0 && result.stages.every(({ figures }) => figures.requests > 0 && figures.failed === figures.requests)) {
    const reasons = new Set(result.stages.flatMap(({ figures }) => Object.keys(figures.errors)))
    log(`No request to ${plan.endpoint.origin} succeeded: ${[...reasons].join(', ')}. Its own log says why.`)
    return 2
  }
  const comparison = baseline && compareWithBaseline(result, baseline)
  await deliver(context, format(result, comparison))
  if (typeof options['save-baseline'] === 'string' && (result.interrupted || result.stages.length === 0)) {
    log(`${options['save-baseline']} is as it was: a run that was cut off is no baseline.`)
  } else if (typeof options['save-baseline'] === 'string') {
    await saveText(cwd, options['save-baseline'], `${JSON.stringify(toBaseline(result))}\n`)
    log(`Kept as ${options['save-baseline']}: compare a later run with --baseline ${options['save-baseline']}.`)
  }
  return exitCode(result, comparison)
}

/** By the shells' convention. */
const INTERRUPTED = 130

function exitCode({ breakPoint, plan, stages, interrupted }: LoadResult, comparison: Comparison | undefined): number {
  if (interrupted) return INTERRUPTED
  if (breakPoint?.breached !== undefined || comparison?.verdict === 'slower' || comparison?.verdict === 'failing') return 1
  if (comparison?.verdict === 'unknown') return 3
  // Without an SLA a stage is of use where its figures are.
  const known = plan.objectives === undefined ? stages.some(({ figures }) => figures.unreliable === undefined) : stages.every(isJudged)
  return known ? 0 : 3
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

/** Changes nothing: what is in the file stays until the run has ended. */
async function checkWritable(cwd: string, file: string): Promise<void> {
  const path = resolve(cwd, file)
  try {
    const exists = await stat(path).catch(() => undefined)
    if (exists?.isDirectory()) throw new LoadError(`${file} is a folder: name a file in it.`)
    await access(exists ? path : dirname(path), constants.W_OK)
  } catch (error) {
    if (error instanceof LoadError) throw error
    throw new LoadError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}): name a place that is there and yours.`)
  }
}

async function saveText(cwd: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text)
  } catch (error) {
    throw new LoadError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`)
  }
}
