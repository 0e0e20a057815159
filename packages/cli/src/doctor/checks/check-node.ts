import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const LEAST = [22, 15] as const

/** Node must be 22.15 or newer: `require()` of ES modules and the module hooks depend on it. */
export function checkNode({ nodeVersion }: Facts): Finding[] {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]))
    return [{ area: 'installed', level: 'ok', text: `Node ${nodeVersion}` }]
  return [
    {
      area: 'installed',
      level: 'loss',
      text: `Node ${nodeVersion} is older than ${LEAST.join('.')}: Tokenscope does not load.`,
      fix: `Run the application with Node ${LEAST.join('.')} or newer.`,
    },
  ]
}
