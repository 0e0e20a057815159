import { resolve } from 'node:path'
import type { LensOptions } from '@tokenscope/lens'
import { parseTargets, TargetsError } from '@tokenscope/sla'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'
import { readTextFile } from '../sla/read-targets-file.ts'

/** The options of the lens that the command line asks for. Throws a {@link UsageError} that says what to type. */
export async function parseRequest({ options, cwd }: Pick<CommandContext, 'options' | 'cwd'>): Promise<LensOptions> {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined)
  const whole = (name: string, most: number, example: string): number | undefined => {
    const written = text(name)
    if (written === undefined) return undefined
    const value = Number(written)
    if (/^\d+$/.test(written) && value <= most) return value
    throw new UsageError(`--${name} is "${written}"; write a whole number up to ${most}: --${name} ${example}.`)
  }
  if (options.open === true && options['no-open'] === true) throw new UsageError('--open and --no-open exclude each other.')
  const port = whole('port', 65_535, '4319')
  const otlpPort = text('otlp-port') === 'none' ? false : whole('otlp-port', 65_535, '4318')
  const maxCalls = whole('max-calls', 1_000_000, '20000')
  const db = text('db')
  const host = text('host')
  const names = text('allow-host')?.split(',')
  const jaeger = text('jaeger')
  const sla = text('sla')
  if (maxCalls === 0) throw new UsageError('--max-calls is 0; write how many calls are held, from 1 on.')
  if (jaeger !== undefined && !/^https?:\/\/[^/\s]+/.test(jaeger)) {
    throw new UsageError(`--jaeger is "${jaeger}"; write the address of its page: --jaeger http://127.0.0.1:16686.`)
  }
  return {
    ...(port !== undefined && { port }),
    ...(otlpPort !== undefined && { otlpPort }),
    ...(maxCalls !== undefined && { maxCalls }),
    ...(host !== undefined && { host }),
    ...(names && { allowedHosts: names.map((name) => name.trim()).filter((name) => name !== '') }),
    ...(db !== undefined && { db: resolve(cwd, db) }),
    ...(jaeger !== undefined && { jaegerUrl: jaeger }),
    ...(sla !== undefined && { sla: await readSla(sla, cwd) }),
  }
}

async function readSla(file: string, cwd: string): Promise<NonNullable<LensOptions['sla']>> {
  const { name, text } = await readTextFile(file, cwd)
  try {
    return { name, targets: parseTargets(text, name) }
  } catch (error) {
    if (error instanceof TargetsError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}
