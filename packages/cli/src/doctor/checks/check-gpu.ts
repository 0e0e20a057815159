import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Whether there is a GPU to measure on this machine. Without one nothing is lost: models also run elsewhere. */
export function checkGpu({ gpu }: Facts): Finding[] {
  switch (gpu.kind) {
    case 'found':
      if (gpu.gpus.length === 0) return [{ area: 'gpu', level: 'note', text: 'nvidia-smi finds no GPU: no GPU metrics from this machine.' }]
      return [
        { area: 'gpu', level: 'ok', text: `${gpu.gpus.length} × ${[...new Set(gpu.gpus)].join(', ')}, driver ${gpu.driver ?? 'unknown'}` },
      ]
    case 'no-tool':
      return [{ area: 'gpu', level: 'note', text: 'No nvidia-smi on the PATH: no GPU metrics from this machine.' }]
    case 'no-answer':
      return [
        {
          area: 'gpu',
          level: 'loss',
          text: `nvidia-smi is there but fails: ${gpu.reason}`,
          fix: 'Run nvidia-smi by hand; after a driver update the machine usually needs a restart.',
        },
      ]
  }
}
