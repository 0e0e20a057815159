import type { Command } from '../command.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'what is installed, what is exporting where, what would be lost',
  description: [
    'Looks at the application in this directory and at the OTEL_* and TOKENSCOPE_* variables of this',
    'shell, tries the OTLP endpoint and the Prometheus port, and says of each thing that would be lost',
    'how to keep it. Run it where and how the application runs: with the same variables.',
    'Where a stack runs on this machine, it says how far traces come. With --trace it sends one along the',
    'whole way to Jaeger and says where it ended.',
  ].join('\n'),
  options: {
    trace: { type: 'boolean', description: 'send one trace and look for it in Jaeger, up to 45 s long' },
    json: { type: 'boolean', description: 'print the findings as JSON' },
  },
  exitCodes: { 0: 'all is well', 1: 'something would be lost', 2: 'the command line is wrong', 130: 'it was interrupted' },
  run: async (context) => (await import('../doctor/run-doctor.ts')).runDoctor(context),
}
