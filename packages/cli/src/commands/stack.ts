import type { Command } from '../command.ts'

export const stackCommand: Command = {
  name: 'stack',
  summary: 'Collector, Jaeger, Prometheus and Alertmanager on this machine: up, status, down',
  description: [
    'up      starts all four on 127.0.0.1 and returns when they answer; they go on when the terminal closes.',
    '        Binaries are found (TOKENSCOPE_BINARIES, cache, PATH), or built with Go once, in about 20 minutes.',
    'status  what runs where, since when, what the Collector holds and lost, when it last received anything.',
    'down    stops what up has started, and nothing else. The data stays.',
  ].join('\n'),
  positionals: ['up|status|down'],
  options: {
    data: { type: 'string', value: 'folder', description: 'databases, queue and logs; default: tokenscope/stack in XDG_DATA_HOME' },
    config: { type: 'string', value: 'folder', description: 'up: configuration laid out like the shipped collector/ folder' },
    'port-offset': { type: 'string', value: 'n', description: 'up: add n to every port, for a second stack beside the first' },
    'any-port': { type: 'boolean', description: 'up: take any free ports' },
    foreground: { type: 'boolean', short: 'f', description: 'up: stay, stop all at Ctrl-C or when one part ends; for supervisors' },
    json: { type: 'boolean', description: 'status: print it as JSON' },
  },
  environment: {
    TOKENSCOPE_BINARIES: 'folder of binaries to take as they are, before any other place',
    TOKENSCOPE_CACHE: 'where built binaries are kept; default ~/.cache/tokenscope',
    TOKENSCOPE_DECISION_WAIT: 'how long the Collector waits for the whole of a trace, for example 10s',
    TOKENSCOPE_SAMPLING_PERCENTAGE: 'share of the traces without error or breach that is kept; default 10',
  },
  exitCodes: {
    0: 'up: it runs; status: all of it runs; down: nothing runs',
    1: 'it could not be started or stopped; status: a part does not run',
    2: 'the command line is wrong',
    3: 'status: nothing runs',
  },
  run: async (context) => (await import('../stack/run-stack.ts')).runStack(context),
}
