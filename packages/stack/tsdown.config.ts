import { defineConfig } from 'tsdown'
import { packageBuild } from '../../tsdown.base.ts'
import { copyCollector } from './copy-collector.ts'

export default defineConfig({
  ...packageBuild(import.meta.dirname),
  hooks: { 'build:done': copyCollector },
})
