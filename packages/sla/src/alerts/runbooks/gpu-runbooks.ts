import type { Runbook } from '../alert.ts'

export const GPU_MEMORY: Runbook = {
  meaning:
    'The memory of the GPU is almost full. A model server reserves most of it on purpose; what matters is that the rest suffices for the longest prompt.',
  firstFiveMinutes: [
    'Which processes? `tokenscope gpu`, or `nvidia-smi`.',
    'Does the server preempt requests, or report "out of memory" in its log?',
    'Is a second process on the GPU that should not be there?',
  ],
  causes: [
    "The server's share is set high (`--gpu-memory-utilization`): then raise the target above it.",
    'Longer contexts or more requests at once.',
    'A process that was left over.',
    'A leak.',
  ],
  silence: 'By `hw_id`.',
  escalate: 'To the owner of the model server: a smaller batch, a shorter context, quantisation, or another GPU.',
}

export const GPU_UTILIZATION: Runbook = {
  meaning: 'The GPU had work almost all of the time. That alone is no harm, but there is no room: more load becomes waiting time.',
  firstFiveMinutes: [
    'Are response times still good? Then plan, do not hurry.',
    'Do requests queue (LLMQueueTimeHigh, LLMTimeToFirstTokenHigh)?',
    'Is it the model server, or another process?',
  ],
  causes: ['Load near capacity.', 'A batch job.', 'A model too large for the GPU.'],
  silence: 'By `hw_id`, for batch machines for good.',
  escalate: 'To capacity planning, if it happens daily.',
}

export const GPU_TEMPERATURE: Runbook = {
  meaning: 'The GPU is hot. A few degrees more and it lowers its clocks.',
  firstFiveMinutes: [
    'Fans, and the temperature of the neighbours in the same machine.',
    'Is GPUThrottled firing?',
    'Is the cooling of the room in order?',
  ],
  causes: ['Dust, a broken fan, a blocked air way.', 'The room is warm.', 'Full load for hours in a case that was not built for it.'],
  silence: 'By `hw_id`, until somebody is at the machine.',
  escalate: 'To the data centre.',
}

export const GPU_THROTTLED: Runbook = {
  meaning: 'For more than a tenth of the time the driver held the clocks down because of heat or power.',
  firstFiveMinutes: [
    'Which reason? It is in the alert.',
    'Heat: see GPUTemperatureHigh.',
    "Power brake: power supply or the rack's limit.",
  ],
  causes: ['Heat.', 'A power supply that does not deliver.', 'A limit that the rack sets.'],
  silence: 'By `hw_id`.',
  escalate: 'To the data centre; take load off the GPU meanwhile.',
}

export const GPU_ERRORS: Runbook = {
  meaning: 'Memory errors that error correction could not repair were counted in the last quarter of an hour.',
  firstFiveMinutes: [
    'Take the GPU out of service: no new requests.',
    'Kernel log: `dmesg | grep -i xid`.',
    'Reset the GPU when it is idle, then watch the counter.',
  ],
  causes: ['A memory chip that fails.', 'Heat or power beyond limits.'],
  silence: 'Not before the GPU is out of service.',
  escalate: 'If it comes back after a reset: have the card replaced.',
}

export const GPU_LOST: Runbook = {
  meaning: 'The driver says that the GPU is lost, or it no longer answers.',
  firstFiveMinutes: [
    'Does the model server on it still answer? Take it out of the load balancer.',
    '`dmesg | grep -i xid`: which error?',
    'Restart the machine, when the others on it can spare it.',
  ],
  causes: ['"Fallen off the bus": power, riser, card.', 'A driver error.'],
  silence: 'By `hw_id`, while the machine is repaired.',
  escalate: 'To the data centre.',
}
