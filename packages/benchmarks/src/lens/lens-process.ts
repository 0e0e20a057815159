import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { LensUsage } from './lens-usage.ts'

/** A lens in a process of its own. */
export interface LensProcess extends AsyncDisposable {
  readonly url: string
  usage(): Promise<LensUsage>
}

export async function startLensProcess(nodeOptions: readonly string[], database?: string): Promise<LensProcess> {
  const child = fork(join(import.meta.dirname, 'lens-command.ts'), database === undefined ? [] : [database], {
    execArgv: ['--expose-gc', ...nodeOptions],
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    async usage() {
      child.send('usage')
      const [usage] = (await once(child, 'message')) as [LensUsage]
      return usage
    },
    async [Symbol.asyncDispose]() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
