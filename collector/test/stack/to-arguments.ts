import { join } from 'node:path'
import { collectorFolder } from '@tokenscope/stack'

/** `--config` for each shipped file, by its path in `collector/`, or for text that begins with `yaml:`. */
export function toArguments(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--config', file.startsWith('yaml:') ? file : join(collectorFolder(), file)])
}
