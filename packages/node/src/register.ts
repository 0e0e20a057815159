/**
 * Telemetry without a line in the application: `node --import @tokenscope/node/register app.js`, for ESM and CommonJS.
 * Everything is configured by the environment. An application that wants the summary calls `start()` with no options.
 */

import threads from 'node:worker_threads'
import { reportFailure } from '@tokenscope/core'
import { installLoaderHooks } from './loader-hooks.ts'
import { start } from './start.ts'

// With `--require` Node runs this in its own loader thread too, where no application will ever run.
// Not a named import: where there is no such thing, an older Node would end the application.
if (!threads.isInternalThread) {
  try {
    installLoaderHooks()
  } catch (error) {
    reportFailure('loader hooks', error)
  }
  start()
}
