import { BinaryMissing, type BinaryOptions, binaryPath } from './binary-path.ts'
import type { Tool } from './tools.ts'

/**
 * Why a test with these programs cannot run on this machine, with what to install; undefined when it can. What can be built is built, so
 * that an answer of undefined holds. For the name of a skipped test.
 * @throws when a build fails
 */
export async function missingBinaries(tools: readonly Tool[], options: BinaryOptions = {}): Promise<string | undefined> {
  for (const tool of tools) {
    try {
      await binaryPath(tool, options)
    } catch (error) {
      if (error instanceof BinaryMissing) return `skipped: needs ${tool}. ${error.message.replaceAll('\n', ' ')}`
      throw error
    }
  }
  return undefined
}
