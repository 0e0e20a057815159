import { readFileSync } from 'node:fs'
import type { BridgeConfig } from '../config/bridge-config.ts'
import { ConfigError } from '../config/config-error.ts'
import { parseBridgeConfig } from '../config/parse-config.ts'

/** @throws {ConfigError} where the file cannot be read or is wrong. */
export function loadConfig(file: string): BridgeConfig {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new ConfigError(file, [{ message: `cannot be read (${code}): write the settings into it, or name another file with --config` }])
  }
  return parseBridgeConfig(text, file)
}
