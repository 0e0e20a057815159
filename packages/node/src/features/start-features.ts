import { reportFailure } from '@tokenscope/core'
import type { Feature, FeatureContext } from './feature.ts'
import { gpu } from './gpu.ts'
import { host } from './host.ts'
import { openai } from './openai.ts'
import { runtime } from './runtime.ts'

const FEATURES: readonly Feature[] = [openai, host, runtime, gpu]

/** Starts every feature that is wanted; one that fails is said and left out. Returns how to stop them all. */
export function startFeatures(context: FeatureContext): () => Promise<void> {
  const stops = new Map<string, () => void | Promise<void>>()
  for (const feature of FEATURES) {
    try {
      const stop = feature.start(context)
      if (stop) stops.set(feature.name, stop)
    } catch (error) {
      reportFailure(feature.name, error)
    }
  }
  return async () => {
    await Promise.all(
      [...stops].map(async ([name, stop]) => {
        try {
          await stop()
        } catch (error) {
          reportFailure(name, error)
        }
      }),
    )
  }
}
