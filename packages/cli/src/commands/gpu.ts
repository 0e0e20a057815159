import type { Command } from '../command.ts'

export const gpuCommand: Command = {
  name: 'gpu',
  summary: 'the GPUs of this machine, as their metrics see them',
  description: [
    'Reads the GPUs once through nvidia-smi and shows every value that would be a metric, every value that',
    'the driver does not give, and why. With --watch it goes on, with the load of the last seconds.',
  ].join('\n'),
  options: {
    watch: { type: 'boolean', short: 'w', description: 'show them anew every second, until Ctrl-C or q' },
    json: { type: 'boolean', description: 'print what is known as JSON' },
    command: { type: 'string', value: 'path', description: 'the tool; default nvidia-smi' },
  },
  exitCodes: { 0: 'there is a GPU', 1: 'there is none, or it cannot be read', 2: 'the command line is wrong' },
  run: async (context) => (await import('../gpu/run-gpu.ts')).runGpu(context),
}
