import { join } from 'node:path'
import { type OtlpReceiver, type RunningScript, startOtlpReceiver, startScript } from '@tokenscope/testing'

/** The example as its own process, and where its telemetry goes. */
export interface RunningChat extends AsyncDisposable {
  readonly url: string
  readonly script: RunningScript
  readonly received: OtlpReceiver
}

/** Starts `main.ts` on a free port, in front of the model server that `env` names, or of the one that it finds by itself. */
export async function runChat(env: Record<string, string> = {}): Promise<RunningChat> {
  const received = await startOtlpReceiver()
  const script = startScript(join(import.meta.dirname, '../main.ts'), {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: received.url,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_BLRP_SCHEDULE_DELAY: '50',
      // Where the real model was put, if it was.
      ...(process.env.TOKENSCOPE_CACHE && { TOKENSCOPE_CACHE: process.env.TOKENSCOPE_CACHE }),
      ...(process.env.XDG_CACHE_HOME && { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME }),
      PORT: '0',
      ...env,
    },
  })
  const end = async (): Promise<void> => {
    await script[Symbol.asyncDispose]()
    await received.close()
  }
  try {
    const [url = ''] = await script.waitForOutput(/http:\/\/127\.0\.0\.1:\d+/, { timeoutMs: 60_000 })
    return { url, script, received, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}
