import { type Lens, LensError, startLens } from '@tokenscope/lens'

/** A lens on its usual port, else on any free one; it takes telemetry on the page's port only, so that 4318 stays the user's. */
export async function startDemoLens(): Promise<Lens> {
  try {
    return await startLens({ otlpPort: false })
  } catch (error) {
    if (error instanceof LensError) return await startLens({ port: 0, otlpPort: false })
    throw error
  }
}
