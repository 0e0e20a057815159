/**
 * Histogram bucket boundaries. The conventions' advice, plus the boundaries that the default SLA targets need:
 * a quantile alert at 3 s is exact only where a bucket ends at 3 s.
 */

/** Seconds: 0.01 · 2ⁿ of the GenAI conventions, plus 3 and 5. */
export const DURATION_BUCKETS_SECONDS: readonly number[] = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 3, 5, 5.12, 10.24, 20.48, 40.96, 81.92,
]

/** Tokens: 4ⁿ. */
export const TOKEN_BUCKETS: readonly number[] = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]

/** Output tokens per second of one call. */
export const TOKEN_RATE_BUCKETS: readonly number[] = [1, 2, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000, 2000]

/** Joules of one call: from a short embedding to a long generation on several GPUs. */
export const ENERGY_BUCKETS_JOULES: readonly number[] = [
  0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
]

/** Joules of one output token. */
export const TOKEN_ENERGY_BUCKETS_JOULES: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

/** Busy GPU-seconds of one call. */
export const GPU_TIME_BUCKETS_SECONDS: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
