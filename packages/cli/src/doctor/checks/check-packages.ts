import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const OPENAI_MAJORS = [4, 5, 6, 7]

/** The openai client is one of the majors that are known, and something is there that instruments it. */
export function checkPackages({ packages }: Facts): Finding[] {
  const own = packages.filter(({ foundBy }) => foundBy === undefined)
  const version = (name: string): string | undefined => own.find((found) => found.name === name)?.version
  const others = own.filter(({ name }) => name !== 'openai' && name !== '@opentelemetry/api')
  return [
    openai(version('openai')),
    instrumentation(version('@tokenscope/node'), version('@tokenscope/openai')),
    ...others.map(({ name, version: found }): Finding => ({ area: 'installed', level: 'ok', text: `${name} ${found}` })),
  ]
}

function openai(version: string | undefined): Finding {
  if (version === undefined) {
    return {
      area: 'installed',
      level: 'note',
      text: 'openai is not installed where this directory looks for it: only startGeneration() would record anything.',
      fix: 'Run tokenscope doctor in the application’s directory, or: npm install openai',
    }
  }
  const major = Number(version.split('.')[0])
  if (OPENAI_MAJORS.includes(major)) return { area: 'installed', level: 'ok', text: `openai ${version}` }
  return {
    area: 'installed',
    level: 'loss',
    text: `openai ${version}: its major version is not known, its calls are not recorded.`,
    fix: `Use openai ${OPENAI_MAJORS.join(', ')}, or a newer Tokenscope.`,
  }
}

function instrumentation(node: string | undefined, openaiPackage: string | undefined): Finding {
  if (node !== undefined || openaiPackage !== undefined) {
    return { area: 'installed', level: 'ok', text: 'Tokenscope is installed for this application.' }
  }
  return {
    area: 'installed',
    level: 'loss',
    text: 'Neither @tokenscope/node nor @tokenscope/openai is installed where this directory looks for them: nothing is recorded.',
    fix: 'npm install @tokenscope/node @tokenscope/openai @opentelemetry/api',
  }
}
