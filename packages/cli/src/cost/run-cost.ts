import { createPrometheusClient, PrometheusError } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'
import { readSecret } from '../sla/check-secret.ts'
import { checkPrices } from './check-prices.ts'
import { type CostReport, costReport, type ReportInput } from './cost-report.ts'
import { type CostRequest, parseCostRequest } from './cost-request.ts'
import { drawReport } from './draw-report.ts'
import { readGpuHours } from './gpu-hours.ts'
import { readPrices } from './read-prices.ts'
import { type Period, readAnswered, readUsage } from './read-usage.ts'
import { splitPeriod } from './split-period.ts'

type ReportRequest = Extract<CostRequest, { action: 'report' }>

/** `tokenscope cost`: exit codes as the command's help has them. */
export async function runCost(context: CommandContext): Promise<number> {
  const request = parseCostRequest(context)
  if (request.action === 'check') return await checkPrices(request.file, request.format, context)
  try {
    const report = await makeReport(request, context)
    if (report === undefined) return 3
    if (request.format === 'json') context.print(JSON.stringify(report, null, 2))
    else for (const line of drawReport(report, context.terminal)) context.print(line)
    return report.unknownModels.length > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error
    context.log(error.message)
    return 2
  }
}

/** Undefined, and said why, where there is nothing to price. */
async function makeReport(request: ReportRequest, { cwd, log, signal }: CommandContext): Promise<CostReport | undefined> {
  const prices = request.prices === undefined ? [] : await readPrices(request.prices, cwd)
  const token = request.tokenFile === undefined ? undefined : await readSecret(request.tokenFile, '--token-file', cwd)
  const client = createPrometheusClient(request.prometheus, {
    signal,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  })
  const to = Math.floor(Date.now() / 1000)
  const period = { from: to - request.windowSeconds, to }
  const parts = await Promise.all(splitPeriod(period, prices).map(async (part) => ({ period: part, usage: await readUsage(client, part) })))
  const [answered, gpus] = await Promise.all([readAnswered(client, period), gpusOf(request, period, client)])
  for (const warning of client.warnings) log(`Prometheus says: ${warning}`)
  if (gpus === undefined && request.gpuHour !== undefined) {
    log(`Prometheus at ${client.address} knows no GPU in this time. Say how many there were: --gpus 1.`)
    return undefined
  }
  if (parts.every(({ usage }) => usage.length === 0)) {
    log(
      `Prometheus at ${client.address} has no tokens of this time. Do the applications send their metrics there? tokenscope doctor looks; a longer --window may find older ones.`,
    )
    return undefined
  }
  return costReport({
    prometheus: client.address,
    period,
    parts,
    prices,
    ...(answered !== undefined && { answered }),
    ...(gpus && { gpus }),
  })
}

async function gpusOf(
  { gpuHour, gpus, currency, windowSeconds }: ReportRequest,
  period: Period,
  client: ReturnType<typeof createPrometheusClient>,
): Promise<ReportInput['gpus']> {
  if (gpuHour === undefined) return undefined
  const found = await readGpuHours(client, period)
  const hours = gpus === undefined ? found?.hours : (gpus * windowSeconds) / 3_600
  return hours === undefined ? undefined : { hours, load: found?.load, perHour: gpuHour, currency }
}
