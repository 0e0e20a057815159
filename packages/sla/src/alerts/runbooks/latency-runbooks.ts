import type { Runbook } from '../alert.ts'

export const LATENCY: Runbook = {
  meaning:
    'More calls than promised take longer than the threshold: for p95, more than 5 % of the successful calls of the last five minutes; for p99, more than 1 %. The share is counted exactly, by the histogram bucket that ends at the threshold; the percentile in the message is interpolated.',
  firstFiveMinutes: [
    'Is the first token late, or the rest slow? Compare "time to first token" and "output tokens per second" on the board "LLM overview".',
    'First token late: requests queue, or prompts are long. Look at requests in flight and at input tokens per call.',
    'Rest slow: the GPU is shared by too many requests, or throttles. Look at the board "GPU and latency".',
    'Neither: answers became longer. Look at output tokens per call.',
    'Open a slow trace: the time line of its tokens shows stalls, retries and the wait before the first token.',
  ],
  causes: [
    'More requests at once than the server has slots for.',
    'Longer prompts or longer answers.',
    'Retries: the client waits and asks again, and the call is as long as all attempts together.',
    'GPU memory is full, so that the server evicts and computes again.',
  ],
  silence: 'By `slo_scope` and `slo`, while a known batch job runs.',
  escalate: 'If LLMSLOBurnRatePage fires too, it is urgent. Otherwise to the owner of the model server within the day.',
}

/** Of a percentile that pages. */
export const LATENCY_PAGE: Runbook = {
  ...LATENCY,
  escalate:
    'After 15 minutes without a cause: the owner of the model server. Where LLMSLOBurnRatePage fires too, most calls are slow: at once.',
}

export const FIRST_TOKEN: Runbook = {
  meaning:
    'Users wait too long before the first word appears. Of the streamed calls of the last five minutes more than promised got their first token later than the threshold.',
  firstFiveMinutes: [
    'Requests in flight: more than usual? Then they queue.',
    'Input tokens per call: longer prompts take longer to read.',
    'Is the provider slow, or the way to it? Compare with time to headers in a trace.',
    'GPU memory: when the cache of the server is full, prompts wait.',
  ],
  causes: [
    'A queue in front of the GPUs.',
    'Long prompts without prefix caching.',
    'A cold start: the model was just loaded.',
    'The network, or a proxy that buffers streams.',
  ],
  silence: 'By `slo_scope` and `slo`.',
  escalate: 'To the owner of the model server; add capacity when the queue comes back every day.',
}
