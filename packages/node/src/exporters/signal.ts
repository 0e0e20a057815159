/** A kind of telemetry, as it is written in URLs. */
export type Signal = 'traces' | 'metrics' | 'logs'
