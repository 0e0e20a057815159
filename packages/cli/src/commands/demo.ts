import type { Command } from '../command.ts'

export const demoCommand: Command = {
  name: 'demo',
  summary: 'a short story of LLM calls, with every token on a time line',
  description: [
    'Makes calls with the real openai client and the real pipeline, and shows what was recorded: traces',
    'with their token time lines, the Prometheus page, the summary. Without OPENAI_BASE_URL and',
    'OPENAI_API_KEY the calls go to a scriptable server in the same process, and nothing leaves the machine.',
  ].join('\n'),
  options: {
    watch: { type: 'boolean', short: 'w', description: 'keep calling, and keep the metrics endpoint, until Ctrl-C or q' },
  },
  environment: {
    OPENAI_BASE_URL: 'use this OpenAI-compatible server instead',
    OPENAI_API_KEY: 'use the OpenAI API (or the server above) with this key',
    OPENAI_MODEL: 'the model to ask there; default gpt-4o-mini, on other servers the first they list',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'also send everything there, for example http://127.0.0.1:4318',
    NO_COLOR: 'print without colour',
  },
  exitCodes: { 0: 'the story was told', 1: 'it could not be told', 2: 'the command line is wrong' },
  run: async (context) => (await import('../demo/run-demo.ts')).runDemo(context),
}
