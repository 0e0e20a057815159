import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  LoadError,
  type LoadPlan,
  parseBodyFields,
  parseDistribution,
  parseNumber,
  parsePrompts,
  parseRamp,
  resolveEndpoint,
} from '@tokenscope/load'
import { parseTargets, type SlaObjectives, TargetsError } from '@tokenscope/sla'
import type { CommandContext } from '../command.ts'

/** Longer is no test of a load, and timers cannot count it. */
const MOST_SECONDS = 24 * 3600

/** The plan that the command line asks for. @throws LoadError with what to type */
export async function planFromOptions({ options, env, cwd }: Pick<CommandContext, 'options' | 'env' | 'cwd'>): Promise<LoadPlan> {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined)
  const required = (name: string, example: string): string => {
    const value = text(name)
    if (value === undefined) throw new LoadError(`--${name} is missing, for example --${name} ${example}.`)
    return value
  }
  const time = (name: string, fallback: string, least = 0): number => {
    const seconds = parseTime(text(name) ?? fallback)
    if (seconds === undefined) throw new LoadError(`--${name} is "${text(name)}"; write a time with its unit: 500ms, 10s, 2m.`)
    if (seconds < least || seconds > MOST_SECONDS)
      throw new LoadError(`--${name} is "${text(name)}"; allowed is from ${least * 1000}ms to ${MOST_SECONDS / 60}m.`)
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
  if (rate !== undefined && text('think') !== undefined)
    throw new LoadError('--think is of callers that wait; requests at a --rate wait for nobody. Leave one out.')
  if (text('prompts') !== undefined && text('prompt-tokens') !== undefined)
    throw new LoadError('--prompts and --prompt-tokens exclude each other: your prompts have the lengths that they have.')
  const endpoint = resolveEndpoint(required('url', 'http://127.0.0.1:8000/v1'), options['i-own-this-server'] === true)
  const model = required('model', 'qwen3-4b-instruct-2507')
  const file = text('sla')
  const objectives = file === undefined ? undefined : await readObjectives(resolve(cwd, file), file, model)
  const key = readKey(env.OPENAI_API_KEY)
  const stages = rate === undefined ? parseRamp('--ramp', ramp ?? '1..16', 'closed') : parseRamp('--rate', rate, 'open')
  const maxInFlight = whole('max-in-flight', 2048)
  const callers = rate === undefined ? Math.max(...stages.map(({ level }) => level)) : 0
  if (callers > maxInFlight)
    throw new LoadError(
      `--ramp goes to ${callers} callers, and --max-in-flight is ${maxInFlight}. If you mean it: --max-in-flight ${callers}.`,
    )
  const [prompts, body] = [text('prompts'), text('body')]
  return {
    endpoint,
    model,
    ...(key !== undefined && { apiKey: key }),
    ...(prompts !== undefined && { prompts: parsePrompts(await readInput(cwd, prompts), prompts) }),
    ...(body !== undefined && { bodyFields: parseBodyFields('--body', body) }),
    stages,
    stageSeconds: time('duration', '10s', 0.1),
    warmupSeconds: time('warmup', '2s'),
    timeoutSeconds: time('timeout', '60s', 0.1),
    promptTokens: parseDistribution('--prompt-tokens', text('prompt-tokens') ?? '200'),
    outputTokens: parseDistribution('--output-tokens', text('output-tokens') ?? '100'),
    thinkSeconds: parseDistribution('--think', text('think') ?? '0s', parseTime),
    stream: options['no-stream'] !== true,
    ignoreEos: options['ignore-eos'] === true,
    seed: whole('seed', 1),
    maxInFlight,
    ...(text('max-lag') !== undefined && { maxLagMs: 1000 * time('max-lag', '20ms') }),
    ...(objectives && { objectives }),
    runAll: options.all === true,
  }
}

/** A header carries no other characters, and an environment file easily leaves one at the end. The key itself is not shown. */
function readKey(value: string | undefined): string | undefined {
  const key = value?.trim()
  if (key === undefined || key === '') return undefined
  if (/^[\x21-\x7E]+$/.test(key)) return key
  throw new LoadError('OPENAI_API_KEY holds a blank, a line end or a letter that no key has: set it to the key alone.')
}

async function readInput(cwd: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new LoadError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
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
