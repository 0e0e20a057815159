import { dialects } from './dialect.ts'

/** Says what a field may hold: `true`, or the words that complete "must be …". */
export type Check = (value: unknown) => true | string

const whole = (least: number): Check => {
  return (value) => (Number.isInteger(value) && (value as number) >= least) || `a whole number of at least ${least}`
}
const ms: Check = (value) => isTime(value) || 'a number of milliseconds of at least 0'
const text: Check = (value) => typeof value === 'string' || 'a string'
const flag: Check = (value) => typeof value === 'boolean' || 'true or false'
const anything: Check = () => true
const oneOf = (...allowed: readonly unknown[]): Check => {
  return (value) => allowed.includes(value) || `one of ${allowed.map((entry) => JSON.stringify(entry)).join(', ')}`
}
const either = (first: Check, second: Check): Check => {
  return (value) => {
    const [one, other] = [first(value), second(value)]
    return one === true || other === true || `${one} or ${other}`
  }
}
const list = (entry: Check): Check => {
  return (value) => (Array.isArray(value) && value.every((item) => entry(item) === true)) || `a list, each entry ${words(entry)}`
}
const record = (fields: Record<string, Check>): Check => {
  const allowed = `an object with ${Object.entries(fields)
    .map(([name, check]) => `${name}: ${words(check)}`)
    .join(', ')}`
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return allowed
    return Object.entries(value).every(([name, inner]) => inner === undefined || fields[name]?.(inner) === true) || allowed
  }
}
const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isPlain = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
const words = (check: Check): string => {
  const answer = check(Symbol.for('never allowed'))
  return answer === true ? 'anything' : answer
}
const plain: Check = (value) => isPlain(value) || 'an object'
const position: Check = either(whole(0), oneOf('headers'))
const toolCall: Check = (value) =>
  (isPlain(value) &&
    typeof (value as { name?: unknown }).name === 'string' &&
    record({ name: text, arguments: anything, id: text })(value) === true) ||
  'an object with name: a string, arguments: a string or an object, id: a string'

/** Fields of one choice. */
export const choiceFields: Record<string, Check> = {
  text,
  tokens: whole(0),
  reasoning: text,
  reasoningTokens: whole(0),
  refusal: text,
  toolCalls: list(toolCall),
  finishReason: text,
}

/** Fields of a script, each with what it may hold. */
export const scriptFields: Record<string, Check> = {
  ...choiceFields,
  dialect: oneOf(...Object.keys(dialects)),
  model: text,
  seed: whole(0),
  choices: list(record(choiceFields)),
  tokensPerChunk: whole(1),
  charactersPerChunk: whole(1),
  endless: flag,
  chunks: list(anything),
  finish: oneOf('own-chunk', 'last-content', 'after-usage', 'absent'),
  outcome: oneOf('completed', 'incomplete', 'failed'),
  choicesMember: oneOf('empty', 'absent'),
  reasoningField: oneOf('reasoning_content', 'reasoning'),
  timings: flag,
  serviceTier: text,
  systemFingerprint: text,
  headersDelayMs: ms,
  firstChunkDelayMs: ms,
  gapMs: either(either(ms, list(ms)), (value) => {
    const { min, max } = isPlain(value) ? (value as { min?: unknown; max?: unknown }) : {}
    return (isTime(min) && isTime(max) && (min as number) <= (max as number)) || 'an object with min and max in milliseconds'
  }),
  stalls: list(record({ at: whole(0), ms })),
  pingMs: (value) => (isTime(value) && (value as number) > 0) || 'a number of milliseconds above 0',
  resetAt: position,
  hangAt: position,
  errorAt: whole(0),
  truncateAt: whole(0),
  error: plain,
  done: flag,
  usage: oneOf('last-chunk', 'finish-chunk', 'every-chunk', 'null', 'absent'),
  usageWhen: oneOf('asked', 'always'),
  usageCounts: record({
    promptTokens: whole(0),
    completionTokens: whole(0),
    cachedTokens: whole(0),
    reasoningTokens: whole(0),
    promptAudioTokens: whole(0),
    completionAudioTokens: whole(0),
  }),
  status: (value) => (Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599) || 'a status from 200 to 599',
  headers: (value) =>
    (isPlain(value) && Object.values(value as object).every((entry) => entry === null || typeof entry === 'string')) ||
    'an object of strings (null removes a header)',
  body: anything,
  rateLimit: either(
    flag,
    record({
      limitRequests: whole(0),
      remainingRequests: whole(0),
      resetRequests: text,
      limitTokens: whole(0),
      remainingTokens: whole(0),
      resetTokens: text,
    }),
  ),
  requestId: text,
  processingMs: ms,
  splitBytes: either(whole(1), oneOf('random')),
  lineEnd: oneOf('\n', '\r\n', '\r'),
}
