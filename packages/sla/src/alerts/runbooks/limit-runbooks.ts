import type { Runbook } from '../alert.ts'

export const GENERATION_SPEED: Runbook = {
  meaning:
    'Streamed calls generate fewer tokens per second after their first token than was promised, on average. Readers see the text crawl.',
  firstFiveMinutes: [
    'How many calls share the GPU now? Requests in flight, and the batch size of the server.',
    'Does a GPU throttle (GPUThrottled, GPUTemperatureHigh)?',
    'Are contexts long? Decoding slows down with the length of the context.',
  ],
  causes: ['Too many requests in one batch.', 'Heat or a power limit.', 'Long contexts.', 'Another process on the same GPU.'],
  silence: 'By `slo_scope`.',
  escalate: 'To the owner of the model server: lower the number of concurrent requests, or add GPUs.',
}

export const QUEUE_TIME: Runbook = {
  meaning:
    'Requests wait before they are served. Clients do not see the queue: the wait is estimated as the median time to first token above its best five minutes of the last day.',
  firstFiveMinutes: [
    "Check the estimate against the server's own figure, if it has one (vLLM: `vllm:num_requests_waiting`).",
    'Requests in flight: more than the server has slots for?',
    'Did prompts become longer? That raises the first token too, without a queue.',
  ],
  causes: ['Load above capacity.', 'A few very long answers that hold slots.', 'A GPU less than usual.'],
  silence: 'By `slo_scope`, while capacity is added.',
  escalate: 'To the owner of the model server: capacity, or a limit on requests.',
}

export const COST_BUDGET: Runbook = {
  meaning: 'The calls of the last 24 hours cost more than a day may, by the price table that the application gave.',
  firstFiveMinutes: [
    'Which service and model? The board "LLM tokens and cost" shows the cost by both.',
    'More calls, or more tokens in each?',
    'Is it a loop, an agent without an end, or a key that leaked? See LLMTokenUsageAnomaly.',
  ],
  causes: [
    'More use: then the budget is the mistake.',
    'Longer prompts: history that is sent again and again.',
    'A dearer model than meant.',
    'A price table that is out of date.',
  ],
  silence: 'Until the end of the day, by `slo_scope`.',
  escalate: 'To whoever pays.',
}
