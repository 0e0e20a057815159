import { defineConfig } from 'tsdown'
import { packageBuild } from '../../tsdown.base.ts'

export default defineConfig({
  ...packageBuild(import.meta.dirname),
  // The page is no module of the package but files beside it.
  onSuccess: async () => {
    await import('./page/write-page.ts')
  },
})
