import { missingBinaries } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { type LiveAlertmanager, startLiveAlertmanager } from './live-alertmanager.ts'

const missing = await missingBinaries(['alertmanager'])

const RECEIVERS = `notify:
  - {type: webhook, name: archive, url: 'SINK/archive'}
  - {type: webhook, name: heartbeat, url: 'SINK/heartbeat'}
`
const WATCHDOG = { alertname: 'Watchdog', severity: 'none', category: 'meta' }
const PAGE = { alertname: 'LLMSLOBurnRatePage', severity: 'critical', category: 'slo', slo: 'availability', slo_scope: 'a' }
const SLOW = { alertname: 'LLMLatencyP95High', severity: 'warning', category: 'latency' }

const heartbeats = ({ arrived }: LiveAlertmanager): number => arrived.filter((line) => line.startsWith('/heartbeat')).length
const others = ({ arrived }: LiveAlertmanager): string[] =>
  [...new Set(arrived.filter((line) => !line.startsWith('/heartbeat')))].toSorted()
/** Longer than any alert waits at this speed: so what has not come by then does not come. */
async function threeMoreHeartbeats(live: LiveAlertmanager): Promise<void> {
  const before = heartbeats(live)
  await waitFor(() => heartbeats(live) >= before + 3, { what: 'three heart-beats', timeoutMs: 20_000 })
}

describe.skipIf(missing)(missing ?? 'the real Alertmanager, as generated', () => {
  it('sends the heart-beat again and again to its own receiver, and to no other', async () => {
    const live = await startLiveAlertmanager(RECEIVERS)
    await live.alert(WATCHDOG)
    await threeMoreHeartbeats(live)
    expect(new Set(live.arrived)).toEqual(new Set(['/heartbeat Watchdog']))
  })

  it('does not warn of slow calls where somebody was called for the same scope', async () => {
    const live = await startLiveAlertmanager(RECEIVERS)
    await live.alert(PAGE)
    await waitFor(() => live.arrived.length > 0, { what: 'the page', timeoutMs: 20_000 })
    await live.alert(WATCHDOG, { ...SLOW, slo_scope: 'a', service_name: 'chat' }, { ...SLOW, slo_scope: 'b', service_name: 'search' })
    await threeMoreHeartbeats(live)
    expect(others(live)).toEqual(['/archive LLMLatencyP95High b', '/archive LLMSLOBurnRatePage a'])
  })

  it('says nothing of the calls of a service whose telemetry is silent', async () => {
    const live = await startLiveAlertmanager(RECEIVERS)
    const chat = { service_name: 'chat', deployment_environment_name: 'production' }
    await live.alert({ alertname: 'LLMTelemetryMissing', severity: 'critical', category: 'absent', ...chat })
    await waitFor(() => live.arrived.length > 0, { what: 'the silence', timeoutMs: 20_000 })
    await live.alert(WATCHDOG, { ...SLOW, slo_scope: 'a', ...chat }, { ...SLOW, slo_scope: 'b', ...chat, service_name: 'search' })
    await threeMoreHeartbeats(live)
    expect(others(live)).toEqual(['/archive LLMLatencyP95High b', '/archive LLMTelemetryMissing'])
  })

  it('lets warnings wait in a maintenance window, and pages come', async () => {
    const live = await startLiveAlertmanager(`maintenance: daily 00:00-24:00\n${RECEIVERS}`)
    await live.alert(WATCHDOG, PAGE, { ...SLOW, slo_scope: 'b' })
    await threeMoreHeartbeats(live)
    expect(others(live)).toEqual(['/archive LLMSLOBurnRatePage a'])
  })
})
