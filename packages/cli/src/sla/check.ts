import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type CheckOptions,
  check as checkTargets,
  PrometheusError,
  reportHtml,
  reportMarkdown,
  type SlaReport,
  type SlaTargets,
} from '@tokenscope/sla'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'
import { createNotifier } from './check-notify.ts'
import { drawReport } from './check-report-text.ts'
import { type AskRequest, type CheckRequest, parseCheckRequest, type ReportFormat } from './check-request.ts'
import { readSecret } from './check-secret.ts'
import { EXIT_CODES, watchSla } from './check-watch.ts'
import { drawProblems } from './draw-problems.ts'
import type { SlaRequest } from './parse-request.ts'
import { readTargetsFile } from './read-targets-file.ts'

/** `tokenscope sla check`: 0 where all targets are met, 1 where one is breached, 2 where that is unknown or the input is bad. */
export async function check(request: SlaRequest, context: CommandContext): Promise<number> {
  return await withoutFalseBreach(async () => await checkFile(request, context), context)
}

/** A fault of this program must not end with 1, as a command's otherwise does: here 1 says that a target is breached. */
export async function withoutFalseBreach(run: () => Promise<number>, { log }: CommandContext): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof UsageError) throw error
    log(`Unknown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return 2
  }
}

async function checkFile({ subject }: SlaRequest, context: CommandContext): Promise<number> {
  const { options, cwd, print, signal } = context
  const request = parseCheckRequest(options)
  const targets = await readGoodTargets(subject, context)
  if (targets === undefined) return 2
  const { prometheusUrl, jaegerUrl, windowSeconds, watchSeconds, notify, notifySecretFile, out } = request
  const asked: CheckOptions = {
    prometheusUrl,
    headers: await authorization(request, cwd),
    signal,
    ...(jaegerUrl !== undefined && { jaegerUrl }),
    ...(windowSeconds !== undefined && { windowSeconds }),
  }
  const ask = async (): Promise<SlaReport> => await checkTargets(targets, asked)
  if (watchSeconds !== undefined) {
    const notifier = notify === undefined ? undefined : await createNotifier(notify, notifySecretFile, cwd)
    const onReport = async (report: SlaReport): Promise<void> => {
      if (out !== undefined) await writeReport(resolve(cwd, out), format(report, request, context), out)
    }
    return await watchSla({ everySeconds: watchSeconds, notifier, ask, onReport }, context)
  }
  const report = await answerOf(ask, context)
  if (report === undefined) return 2
  const text = format(report, request, context)
  if (out === undefined) print(text.trimEnd())
  else {
    await writeReport(resolve(cwd, out), text, out)
    print(`${report.verdict}: the report is in ${out}.`)
  }
  return EXIT_CODES[report.verdict]
}

/** Undefined, and said why, where the file has errors. */
export async function readGoodTargets(name: string | undefined, { cwd, log, terminal }: CommandContext): Promise<SlaTargets | undefined> {
  const file = await readTargetsFile(name, cwd)
  const { targets, problems } = file.inspection
  if (targets) return targets
  for (const line of drawProblems(problems, file.name, { ...terminal, colour: false })) log(line)
  log(`Bad input: ${file.name} has errors, so nothing is checked.`)
  return undefined
}

/** Undefined, and said why, where Prometheus gives no answer or the person interrupts. */
export async function answerOf<Answer>(ask: () => Promise<Answer>, { log, signal }: CommandContext): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (signal.aborted) log('Unknown: interrupted before Prometheus had answered.')
    else if (error instanceof PrometheusError) log(`Unknown: ${error.message}`)
    else throw error
    return undefined
  }
}

export async function authorization({ tokenFile }: AskRequest, cwd: string): Promise<Record<string, string>> {
  return tokenFile === undefined ? {} : { authorization: `Bearer ${await readSecret(tokenFile, '--token-file', cwd)}` }
}

const WRITERS: Readonly<Record<Exclude<ReportFormat, 'text'>, (report: SlaReport) => string>> = {
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  markdown: reportMarkdown,
  html: reportHtml,
}

function format(report: SlaReport, { format: wanted, out }: CheckRequest, { terminal }: CommandContext): string {
  if (wanted !== 'text') return WRITERS[wanted](report)
  return `${drawReport(report, out === undefined ? terminal : { ...terminal, colour: false }).join('\n')}\n`
}

/** Whole or not at all: who reads the file while it is written sees the old one. */
async function writeReport(path: string, text: string, name: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(unfinished, text)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw new UsageError(`${name} could not be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`, { cause: error })
  }
}
