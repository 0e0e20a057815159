import type { Channel, Verdict } from '../channels/channel.ts'

/** What a robot's HTTP answer means. Success is only what its body calls success: errors come with status 200 too. */
export function judgeAnswer(channel: Channel, status: number, text: string): Verdict {
  const answer = toObject(text)
  if (answer !== undefined && ['errcode', 'code', 'StatusCode'].some((field) => Number.isFinite(Number(answer[field] ?? Number.NaN)))) {
    const verdict = channel.judge(answer)
    if (status < 300 || verdict.kind !== 'delivered') return verdict
  }
  if (status === 429) return { kind: 'slower', reason: 'HTTP 429' }
  if (status === 408 || status >= 500) return { kind: 'retry', reason: `HTTP ${status}` }
  if (status >= 300) return { kind: 'final', reason: `HTTP ${status}: check the address in url_file` }
  if (answer === undefined)
    return { kind: 'retry', reason: `HTTP ${status}, but the answer is not JSON: is a proxy or a sign-in page in between?` }
  return { kind: 'retry', attempts: 3, reason: `HTTP ${status}, but the answer has no code that says how it went` }
}

function toObject(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
