import { ENVIRONMENT_VARIABLES, type VariableGroup } from '@tokenscope/node'

const BEGIN = '<!-- variables: generated from src/config/variables by `pnpm --filter @tokenscope/node run docs`; do not edit -->'
const END = '<!-- end of variables -->'

/** The README with the tables of environment variables as their data has them now. Throws where their place is not marked. */
export function withEnvironmentTables(readme: string): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin === -1 || end < begin) throw new Error(`README.md needs the lines ${BEGIN} and ${END}`)
  return `${readme.slice(0, begin)}${BEGIN}\n${ENVIRONMENT_VARIABLES.map(section).join('\n')}\n${readme.slice(end)}`
}

function section({ title, note, variables }: VariableGroup): string {
  const rows = variables.map(({ name, meaning, allowed, standard }) => `| \`${name}\` | ${meaning} | ${allowed ?? ''} | ${standard} |`)
  return [`\n### ${title}`, ...(note ? [note, ''] : []), '| Variable | Meaning | Allowed | Default |', '|---|---|---|---|', ...rows].join(
    '\n',
  )
}
