import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { binaryPath, collectorFolder } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { freePorts } from './free-ports.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Prometheus with the shipped configuration on a free port, and more flags. Leaving its scope stops it and removes its data. */
export interface StartedPrometheus extends AsyncDisposable {
  /** Without path. */
  readonly url: string
}

/** @throws with its log when it does not become ready. */
export async function startPrometheus(flags: readonly string[]): Promise<StartedPrometheus> {
  const [port] = await freePorts(1)
  const data = await temporaryFolder()
  const url = `http://127.0.0.1:${port}`
  let log = ''
  const config = join(collectorFolder(), 'prometheus', 'prometheus.yml')
  const child = spawn(
    await binaryPath('prometheus'),
    [`--config.file=${config}`, `--storage.tsdb.path=${data.path}`, `--web.listen-address=127.0.0.1:${port}`, ...flags],
    { stdio: ['ignore', 'ignore', 'pipe'], env: {} },
  )
  child.stderr.on('data', (text: Buffer) => (log += text.toString()))
  const exited = once(child, 'exit')
  const close = async (): Promise<void> => {
    child.kill()
    await exited
    await data[Symbol.asyncDispose]()
  }
  try {
    await waitFor(async () => (await fetch(`${url}/-/ready`)).ok, { what: 'Prometheus' })
  } catch (error) {
    await close()
    throw new Error(`${String(error)}\n${log}`, { cause: error })
  }
  return { url, [Symbol.asyncDispose]: close }
}
