import type { Command } from '../command.ts'

export const slaCommand: Command = {
  name: 'sla',
  summary: 'targets as code: init, validate, generate, explain, import, export',
  description: [
    'init      writes a commented sla.yaml with the defaults: p95 3 s, p99 5 s, available 99.5%, 0.1% errors.',
    'validate  says of everything wrong in sla.yaml where, what is allowed and what to type.',
    'generate  makes rules, their tests, routes, boards and runbooks of it, into the folder given by --out.',
    'explain   says of one alert what it means, its query, how to act and how to silence it; without a name, lists all.',
    'import    prints the sla.yaml that OpenSLO documents (openslo.yaml) mean; export prints sla.yaml as OpenSLO.',
    'The file is sla.yaml in this folder where none is named.',
  ].join('\n'),
  positionals: ['init|validate|generate|explain|import|export', 'file or alert'],
  options: {
    out: { type: 'string', short: 'o', value: 'folder', description: 'generate: where to, as a whole or not at all' },
    check: { type: 'boolean', description: 'generate: write nothing, say whether the folder is current' },
    force: { type: 'boolean', short: 'f', description: 'init: write over a file; generate: write over generated files changed by hand' },
    targets: {
      type: 'string',
      short: 't',
      value: 'file',
      description: 'explain: by the targets of this file; default sla.yaml, else the defaults',
    },
    json: { type: 'boolean', description: 'validate, generate, explain: print the result as JSON' },
  },
  exitCodes: {
    0: 'done; validate: nothing is wrong; generate --check: the folder is current',
    1: 'it could not be done; validate: something is wrong; generate --check: the folder is not current',
    2: 'the command line is wrong, or there is no such file',
  },
  run: async (context) => (await import('../sla/run-sla.ts')).runSla(context),
}
