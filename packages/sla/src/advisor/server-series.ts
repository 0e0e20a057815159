import { firstOf } from '../promql/combine.ts'
import { equal, type Matcher, selector } from '../promql/selector.ts'
import type { SlaScope } from '../targets/sla-targets.ts'

/**
 * What model servers say of themselves, under their own names: vLLM, SGLang, llama.cpp. They are there where Prometheus scrapes the
 * server (collector/prometheus/scrape). llama.cpp serves one model and names none.
 * https://docs.vllm.ai/en/latest/usage/metrics.html, https://docs.sglang.ai/references/production_metrics.html
 */
function average(scope: SlaScope, seconds: number, names: readonly string[]): string {
  return firstOf(...names.map((name) => `sum(avg_over_time(${selector(name, ofModel(scope, name), seconds)}))`))
}

/** Requests that wait for their turn. */
export function waitingRequests(scope: SlaScope, seconds: number): string {
  return average(scope, seconds, ['vllm:num_requests_waiting', 'sglang:num_queue_reqs', 'llamacpp:requests_deferred'])
}

/** Mean seconds that a request waited for its turn. */
export function queueSeconds(scope: SlaScope, seconds: number): string {
  const names = ['vllm:request_queue_time_seconds', 'sglang:queue_time_seconds']
  const rate = (name: string): string => `sum(rate(${selector(name, ofModel(scope, name), seconds)}))`
  return firstOf(...names.map((name) => `${rate(`${name}_sum`)} / (${rate(`${name}_count`)} > 0)`))
}

/** Share of the cache of prompts and answers that is in use. */
export function cacheUsed(scope: SlaScope, seconds: number): string {
  const names = ['vllm:kv_cache_usage_perc', 'vllm:gpu_cache_usage_perc', 'sglang:token_usage', 'llamacpp:kv_cache_usage_ratio']
  return firstOf(...names.map((name) => `max(avg_over_time(${selector(name, ofModel(scope, name), seconds)}))`))
}

/** Requests per second that were thrown out of the cache and begin anew. */
export function preemptions(scope: SlaScope, seconds: number): string {
  return `sum(rate(${selector('vllm:num_preemptions_total', ofModel(scope, 'vllm'), seconds)}))`
}

function ofModel({ model }: SlaScope, name: string): Matcher[] {
  return model === undefined || name.startsWith('llamacpp:') ? [] : [equal('model_name', model)]
}
