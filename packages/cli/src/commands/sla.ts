import type { Command } from '../command.ts'

export const slaCommand: Command = {
  name: 'sla',
  summary: 'targets as code: init, validate, generate, check, explain, import, export',
  description: [
    'init      writes a commented sla.yaml with the defaults: p95 3 s, p99 5 s, available 99.5%, 0.1% errors.',
    'validate  says of everything wrong in sla.yaml where, what is allowed and what to type.',
    'generate  makes rules, their tests, routes, boards and runbooks of it, into the folder given by --out.',
    'check     asks Prometheus whether the targets were met, and reports; --watch repeats it and tells of changes.',
    'explain   says of one alert what it means, its query, how to act and how to silence it; without a name, lists all;',
    '          with --now says what may be the cause of a breach that goes on now.',
    'import    prints the sla.yaml that OpenSLO documents (openslo.yaml) mean; export prints sla.yaml as OpenSLO.',
    'The file is sla.yaml in this folder where none is named.',
  ].join('\n'),
  positionals: ['init|validate|generate|check|explain|import|export', 'file or alert'],
  options: {
    out: { type: 'string', short: 'o', value: 'folder', description: 'generate, check: where to, as a whole or not at all' },
    check: { type: 'boolean', description: 'generate: write nothing, say whether the folder is current' },
    force: { type: 'boolean', short: 'f', description: 'init: write over a file; generate: write over generated files changed by hand' },
    'classic-histograms': {
      type: 'boolean',
      description: 'generate: without what asks for native histograms, which VictoriaMetrics cannot read',
    },
    targets: {
      type: 'string',
      short: 't',
      value: 'file',
      description: 'explain: by the targets of this file; default sla.yaml, else the defaults',
    },
    prometheus: {
      type: 'string',
      value: 'URL',
      description: 'check, explain --now: default http://127.0.0.1:9090; may hold user:password@',
    },
    'token-file': { type: 'string', value: 'file', description: 'check, explain --now: the bearer token that Prometheus wants' },
    jaeger: {
      type: 'string',
      value: 'URL',
      description: 'check: where to look for the slowest traces; default links.jaeger of the targets',
    },
    window: { type: 'string', value: 'time', description: 'check: how far back, 15m to 90d; default the window of the targets' },
    format: { type: 'string', value: 'text|json|markdown|html', description: 'check: default by the ending of --out, else text' },
    watch: { type: 'string', value: 'time', description: 'check: again and again, 5m for every five minutes; prints what changes' },
    notify: {
      type: 'string',
      value: 'URL|file',
      description: 'check --watch: POSTs each change to this address, or to the one in this file',
    },
    'notify-secret': { type: 'string', value: 'file', description: 'check --notify: the bearer token that the webhook wants' },
    now: { type: 'boolean', description: 'explain: ranks what may be the cause of a breach that goes on now' },
    json: { type: 'boolean', description: 'validate, generate, explain: print the result as JSON' },
  },
  exitCodes: {
    0: 'done; validate: nothing is wrong; generate --check: the folder is current; check: met; explain --now: nothing is breached',
    1: 'it could not be done; validate: something is wrong; generate --check: the folder is not current; check, explain --now: breached',
    2: 'the command line is wrong, or there is no such file; check, explain --now: unknown, or sla.yaml is wrong',
  },
  run: async (context) => (await import('../sla/run-sla.ts')).runSla(context),
}
