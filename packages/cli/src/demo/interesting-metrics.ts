import {
  ACTIVE_REQUESTS,
  OUTPUT_TOKEN_RATE,
  PROFILES,
  REQUESTS,
  RETRIES,
  STALLS,
  TIME_TO_FIRST_TOKEN,
  toPrometheusName,
} from '@tokenscope/semconv'

/** Families of the page that the story says most about, in the order they are shown. */
export const interestingMetrics: readonly string[] = [
  ...new Set(
    [
      REQUESTS,
      ...Object.values(PROFILES).flatMap(({ inferenceDuration, operationDuration, timePerOutputChunk, tokens }) => [
        inferenceDuration,
        operationDuration,
        timePerOutputChunk,
        ...(tokens.shape === 'by-type' ? [tokens.usage] : [tokens.input, tokens.output]),
      ]),
      TIME_TO_FIRST_TOKEN,
      OUTPUT_TOKEN_RATE,
      RETRIES,
      STALLS,
      ACTIVE_REQUESTS,
    ].map((metric) => toPrometheusName(metric, 'scrape')),
  ),
]
