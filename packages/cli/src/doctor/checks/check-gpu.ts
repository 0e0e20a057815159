import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import type { GpuFacts } from '../probes/probe-gpu.ts'

/** Whether there is a GPU to measure on this machine. Without one nothing is lost: models also run elsewhere. */
export function checkGpu({ gpu }: Facts): Finding[] {
  switch (gpu.kind) {
    case 'found':
      return describeFound(gpu)
    case 'no-gpu':
      return [{ area: 'gpu', level: 'note', text: 'nvidia-smi finds no GPU: no GPU metrics from this machine.' }]
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

function describeFound({ gpus, driver, fieldCount, refusedFields }: Extract<GpuFacts, { kind: 'found' }>): Finding[] {
  const names = [...new Set(gpus)].join(', ')
  const text = `nvidia-smi: ${gpus.length} × ${names}, driver ${driver ?? 'unknown'}, ${fieldCount} fields used.`
  if (refusedFields.length === 0) return [{ area: 'gpu', level: 'ok', text }]
  const refused = refusedFields.map(({ field, since }) => `${field} (since ${since})`).join(', ')
  return [
    { area: 'gpu', level: 'ok', text },
    { area: 'gpu', level: 'note', text: `Not used, because this driver does not know them: ${refused}.` },
  ]
}
