import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const DIRECTORY = fileURLToPath(new URL('../../../../shared/data/gpu-captures/', import.meta.url))

/** Whether the recorded outputs are there; they are not part of the repository. */
export const HAS_CAPTURES: boolean = existsSync(`${DIRECTORY}MANIFEST.tsv`)
export const CAPTURES_MISSING = 'skipped: needs the recorded nvidia-smi outputs in ../shared/data/gpu-captures'

export function capturePath(file: string): string {
  return `${DIRECTORY}${file}`
}
