import { parseServer } from '../attribution/server-key.ts'
import { show } from './check-options.ts'
import type { Config } from './config.ts'
import type { EnvironmentReader } from './read-environment.ts'
import type { StartOptions } from './start-options.ts'
import { withoutSecrets } from './without-secrets.ts'

const OPTION = 'gpu.attribution'
const NAMES: readonly string[] = ['servers', 'gpuIds']
const ALLOWED = '"host:port", a URL such as "http://localhost:8000/v1" or "in_process"'
const VARIABLE = 'TOKENSCOPE_GPU_SERVERS'

/** GPU metrics and the join with calls, decided. What is wrong is left out and described. */
export function resolveGpu(options: StartOptions, env: EnvironmentReader): Pick<Config, 'gpu' | 'gpuAttribution'> {
  const wanted = options.gpu ?? env.choice('TOKENSCOPE_GPU', ['auto', 'true', 'false']) ?? 'auto'
  const listed = env.text(VARIABLE)?.split(',')
  if (wanted === false || wanted === 'false') return { gpu: undefined, gpuAttribution: undefined }
  const { attribution, ...gpu } = typeof wanted === 'object' ? wanted : {}
  return { gpu, gpuAttribution: resolveAttribution(attribution, listed, env.problems) }
}

function resolveAttribution(given: unknown, listed: readonly string[] | undefined, problems: string[]): Config['gpuAttribution'] {
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given))) {
    problems.push(`option "${OPTION}" is ${show(given)}; allowed is { servers, gpuIds }. It is ignored.`)
  }
  const { servers, gpuIds, ...unknown } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  if (!Array.isArray(given)) {
    for (const name of Object.keys(unknown))
      problems.push(`unknown option "${OPTION}.${name}"; allowed are ${NAMES.join(', ')}. It is ignored.`)
  }
  const entries = readList('servers', servers, problems) ?? listed?.filter((entry) => entry.trim() !== '')
  const source = servers === undefined ? VARIABLE : `option "${OPTION}.servers"`
  const keys = new Set<string>()
  for (const entry of entries ?? []) {
    const key = parseServer(entry)
    if (key === undefined) problems.push(`${source} has "${withoutSecrets(entry.trim())}"; allowed is ${ALLOWED}. The entry is ignored.`)
    else keys.add(key)
  }
  const ids = readList('gpuIds', gpuIds, problems)
  if (keys.size === 0) return undefined
  return { servers: keys, ...(ids && { gpuIds: ids }) }
}

function readList(name: string, value: unknown, problems: string[]): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  problems.push(`option "${OPTION}.${name}" is ${show(value)}; allowed is a list of strings. The default is used.`)
  return undefined
}
