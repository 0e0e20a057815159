import type { Command } from '../command.ts'

export const costCommand: Command = {
  name: 'cost',
  summary: 'what the calls cost, by a table of prices or by the hours of the GPUs',
  description: [
    'Takes the tokens of each service and model from Prometheus and prices them by the tables that --prices',
    'names, each day by the prices of that day. With --gpu-hour, models without a price are taken for',
    'self-hosted, and the hours of the GPUs fall on their tokens. A table:',
    '  currency: EUR',
    '  source: https://example.com/prices    # where the prices were read',
    '  prices:',
    '    - model: example-large*             # a name, or with * the beginning of names',
    '      from: 2026-01-01                  # first and last day, both may be left out',
    '      until: 2026-12-31',
    '      input: 2.50                       # for a million tokens',
    '      cached_input: 0.25                # without it as input',
    '      output: 10.00',
    '      reasoning: 10.00                  # without it as output',
  ].join('\n'),
  options: {
    prices: { type: 'string', value: 'files', description: 'tables of prices, with commas between them' },
    prometheus: { type: 'string', value: 'url', description: 'where to ask; default http://127.0.0.1:9090' },
    window: { type: 'string', value: 'time', description: 'how far back: 90m, 24h, 7d or 4w; default 7d' },
    'gpu-hour': { type: 'string', value: 'price', description: 'what one GPU costs in an hour, for self-hosted models' },
    gpus: { type: 'string', value: 'number', description: 'how many there were all the time; without it by the GPU metrics' },
    currency: { type: 'string', value: 'code', description: 'of --gpu-hour; default USD' },
    'token-file': { type: 'string', value: 'file', description: 'a file with the bearer token for Prometheus' },
    format: { type: 'string', value: 'format', description: 'text or json; default text' },
    check: { type: 'string', value: 'file', description: 'read one table and say what is wrong with it' },
  },
  exitCodes: {
    0: 'all tokens have a price; --check: the table is good',
    1: 'some models have no price; --check: something is wrong with the table',
    2: 'the command line or a table is wrong, or Prometheus cannot be asked',
    3: 'there are no tokens, or no GPUs, to price',
  },
  run: async (context) => (await import('../cost/run-cost.ts')).runCost(context),
}
