import type { Command } from '../command.ts'

export const lensCommand: Command = {
  name: 'lens',
  summary: 'a page that shows your calls live, token by token; nothing else needed',
  description: [
    'Receives OTLP over HTTP on port 4318, where every OpenTelemetry SDK sends by default, and shows what comes',
    'on a page of this machine: calls with their token time lines, latencies and SLA, the GPUs beside them.',
    'What is received stays in memory, the newest of it; --db keeps the calls in a file too. Until Ctrl-C.',
  ].join('\n'),
  options: {
    port: { type: 'string', value: 'port', description: 'of the page; default 4319' },
    'otlp-port': { type: 'string', value: 'port', description: 'where OTLP is received beside the page; default 4318, none: only there' },
    host: { type: 'string', value: 'address', description: 'listen there; default 127.0.0.1: this machine only. There is no password' },
    'allow-host': { type: 'string', value: 'names', description: 'names, with commas, that the page may be asked for beside localhost' },
    db: { type: 'string', value: 'file', description: 'keep calls, traces and logs in this SQLite file, not metrics' },
    sla: { type: 'string', value: 'file', description: 'judge calls by these targets' },
    jaeger: { type: 'string', value: 'url', description: 'link traces to Jaeger there, for example http://127.0.0.1:16686' },
    import: { type: 'string', value: 'file', description: 'show a file of OTLP JSON too, as a call exports it or a Collector writes it' },
    'max-calls': { type: 'string', value: 'number', description: 'calls that are held; default 20000, the oldest go first' },
    open: { type: 'boolean', description: 'open the page in a browser, although this is no terminal' },
    'no-open': { type: 'boolean', description: 'only print its address' },
  },
  exitCodes: { 0: 'it was stopped', 1: 'it could not be started', 2: 'the command line or a file is wrong' },
  run: async (context) => (await import('../lens/run-lens.ts')).runLens(context),
}
