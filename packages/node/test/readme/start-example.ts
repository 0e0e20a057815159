// #region start
import { formatSummary, start } from '@tokenscope/node'

const telemetry = start({ serviceName: 'chat' })
// #endregion

// #region summary
const { inFlight, successRate, durationMs, window, sla } = telemetry.summary()
console.log(formatSummary(telemetry.summary()))
// #endregion

// #region shutdown
await telemetry.shutdown()

// #endregion

export { durationMs, inFlight, sla, successRate, window }
