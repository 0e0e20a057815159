/**
 * Telemetry without a line in the application: `node --import @tokenscope/node/register app.js`, for ESM and CommonJS.
 * Everything is configured by the environment. An application that wants the summary calls `start()` with no options.
 */

import { reportFailure } from '@tokenscope/core'
import { installLoaderHooks } from './loader-hooks.ts'
import { startBy } from './start.ts'

try {
  installLoaderHooks()
} catch (error) {
  reportFailure('loader hooks', error)
}
startBy(undefined, true)
