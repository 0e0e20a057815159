import { defineConfig } from 'tsdown'
import { packageBuild } from '../../tsdown.base.ts'

export default defineConfig({
  ...packageBuild(import.meta.dirname),
  // What the two entries share gets no hash, which the snapshot of the public API would show.
  outputOptions: { chunkFileNames: '[name].js', minifyInternalExports: false },
})
