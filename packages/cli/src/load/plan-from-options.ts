import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LoadError, type LoadPlan, parseDistribution, parseNumber, parseRamp, resolveEndpoint } from '@tokenscope/load'
import { parseTargets, type SlaObjectives, TargetsError } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'

/** The plan that the command line asks for. @throws LoadError with what to type */
export async function planFromOptions({ options, env, cwd }: Pick<CommandContext, 'options' | 'env' | 'cwd'>): Promise<LoadPlan> {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined)
  const required = (name: string, example: string): string => {
    const value = text(name)
    if (value === undefined) throw new LoadError(`--${name} is missing, for example --${name} ${example}.`)
    return value
  }
  const time = (name: string, fallback: string): number => {
    const seconds = parseTime(text(name) ?? fallback)
    if (seconds === undefined) throw new LoadError(`--${name} is "${text(name)}"; write a time with its unit: 500ms, 10s, 2m.`)
    return seconds
  }
  const whole = (name: string, fallback: number): number => {
    const value = Number(text(name) ?? fallback)
    if (!Number.isSafeInteger(value) || value < 1) throw new LoadError(`--${name} is "${text(name)}"; write a whole number from 1 on.`)
    return value
  }
  const [ramp, rate] = [text('ramp'), text('rate')]
  if (ramp !== undefined && rate !== undefined)
    throw new LoadError('--ramp and --rate exclude each other: callers that wait, or requests per second.')
  const endpoint = resolveEndpoint(required('url', 'http://127.0.0.1:8000/v1'), options['i-own-this-server'] === true)
  const model = required('model', 'qwen3-4b-instruct-2507')
  const file = text('sla')
  const objectives = file === undefined ? undefined : await readObjectives(resolve(cwd, file), file, model)
  const key = env.OPENAI_API_KEY
  return {
    endpoint,
    model,
    ...(key && { apiKey: key }),
    stages: rate === undefined ? parseRamp('--ramp', ramp ?? '1..16', 'closed') : parseRamp('--rate', rate, 'open'),
    stageSeconds: time('duration', '10s'),
    warmupSeconds: time('warmup', '2s'),
    timeoutSeconds: time('timeout', '60s'),
    promptTokens: parseDistribution('--prompt-tokens', text('prompt-tokens') ?? '200'),
    outputTokens: parseDistribution('--output-tokens', text('output-tokens') ?? '100'),
    thinkSeconds: parseDistribution('--think', text('think') ?? '0s', parseTime),
    stream: options['no-stream'] !== true,
    ignoreEos: options['ignore-eos'] === true,
    seed: whole('seed', 1),
    maxInFlight: whole('max-in-flight', 2048),
    ...(text('max-lag') !== undefined && { maxLagMs: 1000 * time('max-lag', '20ms') }),
    ...(objectives && { objectives }),
    runAll: options.all === true,
  }
}

/** `500ms`, `10s`, `2m` in seconds. */
function parseTime(text: string): number | undefined {
  const [, number = '', unit = ''] = /^([\d.]+)\s?(ms|s|m)$/.exec(text.trim()) ?? []
  const value = parseNumber(number)
  return value === undefined ? undefined : value * ({ ms: 0.001, s: 1, m: 60 }[unit] ?? Number.NaN)
}

/** The objectives of the scope that names the model, else of one that names none. */
async function readObjectives(path: string, shown: string, model: string): Promise<SlaObjectives> {
  let yaml: string
  try {
    yaml = await readFile(path, 'utf8')
  } catch (error) {
    throw new LoadError(`${shown} cannot be read (${(error as NodeJS.ErrnoException).code}). tokenscope sla init writes one.`)
  }
  try {
    const { scopes } = parseTargets(yaml, shown)
    const scope = scopes.find((candidate) => candidate.model === model) ?? scopes.find((candidate) => candidate.model === undefined)
    if (scope !== undefined) return scope.objectives
    const known = scopes.map((candidate) => candidate.model).join(', ')
    throw new LoadError(`${shown} has no targets for the model "${model}"; it has some for ${known}.`)
  } catch (error) {
    if (error instanceof TargetsError) throw new LoadError(error.message)
    throw error
  }
}
