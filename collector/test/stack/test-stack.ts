import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missingBinaries, type RunningStack, type StackOptions, startStack } from '@tokenscope/stack'

/** For hooks that start a stack: the first one on a machine builds the binaries, which takes some twenty minutes on two cores. */
export const PREPARE_MS = 45 * 60_000

const TOOLS = ['otelcol', 'jaeger', 'prometheus', 'alertmanager'] as const

/** A stack on free ports and in a folder of its own, with the shipped configuration. */
export interface TestStack extends RunningStack {
  /** What a component has printed. */
  log(name: Parameters<RunningStack['component']>[0]): Promise<string>
}

/** Starts a stack that leaves nothing behind after `shutdown()`. */
export async function startTestStack(options: StackOptions = {}): Promise<TestStack> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tokenscope-stack-'))
  try {
    const stack = await startStack({ dataFolder, ports: 'any', onProgress: sayBuilds, ...options })
    return {
      ...stack,
      log: async (name) => await readFile(stack.component(name).logFile, 'utf8'),
      async shutdown() {
        await stack.shutdown()
        await rm(dataFolder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true })
    throw error
  }
}

/** Why the stack cannot run on this machine, with what to install; undefined where it can, be it after a build. */
export function stackMissing(): Promise<string | undefined> {
  return missingBinaries(TOOLS, { onProgress: sayBuilds })
}

/** A first build is long: whoever waits for the tests is told. */
function sayBuilds(line: string): void {
  if (!line.startsWith('starting ')) process.stderr.write(`${line}\n`)
}
