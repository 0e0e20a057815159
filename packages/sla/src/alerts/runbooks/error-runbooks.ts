import type { Runbook } from '../alert.ts'

export const ERROR_RATE: Runbook = {
  meaning:
    'More requests fail than was promised. Failed: an error or HTTP 429, 408 or 5xx reached the application, the time limit ended the call, or the answer was cut off. Not counted at all: calls that the application gave up, and the faults of the caller (4xx but for 408 and 429).',
  firstFiveMinutes: [
    'Which `error.type`? The board "LLM overview" shows failures by type.',
    'One model, one service, one server address, or all?',
    'Open a failed trace: the exception and every attempt are on the span.',
    'Ask the server itself: `/health`, its log, `nvidia-smi`.',
  ],
  causes: [
    'The server restarts or is out of memory.',
    'Rate limits: see LLMProviderRateLimited.',
    'Time limits: see LLMTimeouts.',
    'A rollout of the application or the server.',
  ],
  silence: 'By `slo_scope`, for the time of the repair.',
  escalate: 'When LLMSLOBurnRatePage fires too: now. Otherwise within the day.',
}

export const AVAILABILITY_LOW: Runbook = {
  meaning:
    'Of the requests of the last five minutes a smaller share succeeds than the promised availability. The promise itself is counted in time slices over the whole window; this alert says what is going on right now.',
  firstFiveMinutes: ERROR_RATE.firstFiveMinutes,
  causes: ERROR_RATE.causes,
  silence: ERROR_RATE.silence,
  escalate: ERROR_RATE.escalate,
}

export const RATE_LIMITED: Runbook = {
  meaning:
    'The provider answers more than one call in twenty with "too many requests" or "quota exceeded", after the retries of the client.',
  firstFiveMinutes: [
    'Which limit: requests or tokens? The board "LLM overview" shows what is left of each.',
    'Which service sends the most? Is it one that may wait?',
    'Is a loop or a batch job running that should not?',
  ],
  causes: [
    'More traffic than the quota.',
    'Retries without back-off, which make it worse.',
    'One key for many services.',
    'A bill that was not paid.',
  ],
  silence: 'By provider and model, while a raised quota is on its way.',
  escalate: 'Ask the provider for a higher limit; spread load over keys or regions.',
}

export const TIMEOUTS: Runbook = {
  meaning: 'Calls end at a time limit: of the client, of a proxy, or of the server (408, 504). Five or more in ten minutes.',
  firstFiveMinutes: [
    'Open a timed-out trace: did a first token come? With one, the answer was too long for the limit; without one, it waited.',
    'Requests in flight: do they pile up?',
    'Was the time limit changed? Streaming calls need a longer one than the p99 of the response time.',
  ],
  causes: [
    'The server hangs or queues.',
    'A time limit below what long answers need.',
    'A proxy that ends idle connections.',
    'The network.',
  ],
  silence: 'By service and model.',
  escalate: 'To the owner of the model server when requests get no first token.',
}
