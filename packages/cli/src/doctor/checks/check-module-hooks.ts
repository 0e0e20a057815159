import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const REGISTER = '@tokenscope/node/register'

/** Whether Node is told to load the hooks that instrument `openai` without a line in the application. */
export function checkModuleHooks({ env }: Facts): Finding[] {
  if (env.NODE_OPTIONS?.includes(REGISTER)) {
    return [{ area: 'recording', level: 'ok', text: 'NODE_OPTIONS loads the module hooks: openai is instrumented by itself.' }]
  }
  return [
    {
      area: 'recording',
      level: 'note',
      text: 'NODE_OPTIONS does not load the module hooks: clients are recorded where instrumentOpenAI(client) is called.',
      fix: `To record every client without a line in the application: node --import ${REGISTER} app.js`,
    },
  ]
}
