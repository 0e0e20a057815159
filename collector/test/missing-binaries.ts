import { BinaryMissing, binaryPath, type Tool } from '@tokenscope/stack'

/** Why a test with these programs cannot run on this machine, with what to install; undefined when it can. For the name of a skipped test. */
export async function missingBinaries(...tools: Tool[]): Promise<string | undefined> {
  for (const tool of tools) {
    try {
      await binaryPath(tool, { onProgress: (line) => process.stderr.write(`${line}\n`) })
    } catch (error) {
      if (error instanceof BinaryMissing) return `skipped: needs ${tool}. ${error.message}`
      throw error
    }
  }
  return undefined
}
