export type DialectName = 'openai' | 'vllm' | 'sglang' | 'llamacpp' | 'ollama'

/** What one kind of server does differently on the wire. */
export interface Dialect {
  /** Headers of every answer. */
  headers: Record<string, string>
  /** `x-ratelimit-*`, `x-request-id` and `openai-processing-ms`. */
  platformHeaders: boolean
  /** The role comes in a chunk of its own with this content, or (`every`) in every chunk. */
  role: 'empty-content' | 'null-content' | 'every'
  /** The chunk with the role says `refusal: null`. */
  nullRefusal: boolean
  /** Chunks before the last one carry `usage: null` once usage was asked for. */
  nullUsage: boolean
  reasoningField: 'reasoning_content' | 'reasoning'
  /** Members added to every chat chunk and body. */
  chunkMembers: Record<string, unknown>
  /** Members added to every choice of a chunk. */
  choiceMembers: Record<string, unknown>
  /** Members added to the choice that carries the finish reason. */
  finishMembers: Record<string, unknown>
  /** Random filling that hides token lengths. */
  obfuscation: boolean
  timings: boolean
  /** Legacy completions carry usage in the finish chunk. */
  legacyUsage: 'last-chunk' | 'finish-chunk'
  /** Tool arguments come whole in one chunk. */
  wholeToolCalls: boolean
  /** The `code` of an error body is the HTTP status. */
  numericErrorCode: boolean
  idPrefix: string
  modelIds: readonly string[]
  ownedBy: string
}

const selfHosted: Dialect = {
  headers: { server: 'uvicorn' },
  platformHeaders: false,
  role: 'empty-content',
  nullRefusal: false,
  nullUsage: false,
  reasoningField: 'reasoning_content',
  chunkMembers: {},
  choiceMembers: { logprobs: null },
  finishMembers: {},
  obfuscation: false,
  timings: false,
  legacyUsage: 'last-chunk',
  wholeToolCalls: false,
  numericErrorCode: true,
  idPrefix: 'chatcmpl-',
  modelIds: ['Qwen/Qwen3-4B-Instruct-2507'],
  ownedBy: 'vllm',
}

/** Presets; a script's own fields win over them. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  openai: {
    ...selfHosted,
    headers: { 'openai-version': '2020-10-01', 'openai-organization': 'org-fake' },
    platformHeaders: true,
    nullRefusal: true,
    nullUsage: true,
    chunkMembers: { service_tier: 'default', system_fingerprint: 'fp_fake0001' },
    obfuscation: true,
    numericErrorCode: false,
    modelIds: ['gpt-4o-mini', 'gpt-4o', 'text-embedding-3-small', 'whisper-1'],
    ownedBy: 'system',
  },
  vllm: {
    ...selfHosted,
    reasoningField: 'reasoning',
    choiceMembers: { logprobs: null, token_ids: null },
    finishMembers: { stop_reason: null },
  },
  sglang: { ...selfHosted, nullUsage: true, finishMembers: { matched_stop: null }, ownedBy: 'sglang' },
  llamacpp: {
    ...selfHosted,
    headers: { server: 'llama.cpp' },
    role: 'null-content',
    chunkMembers: { system_fingerprint: 'b6900-fake' },
    choiceMembers: {},
    timings: true,
    legacyUsage: 'finish-chunk',
    ownedBy: 'llamacpp',
  },
  ollama: {
    ...selfHosted,
    headers: {},
    role: 'every',
    reasoningField: 'reasoning',
    chunkMembers: { system_fingerprint: 'fp_ollama' },
    choiceMembers: {},
    wholeToolCalls: true,
    numericErrorCode: false,
    modelIds: ['qwen3:4b'],
    ownedBy: 'library',
  },
}
