import type { Runbook } from '../alert.ts'

export const SYSTEM_MEMORY: Runbook = {
  meaning: 'The memory of the host is almost used up. When it is, the kernel ends a process, most often the largest: the model server.',
  firstFiveMinutes: [
    'Which process grows? `ps aux --sort=-rss | head`.',
    'Is swap used? Then everything is slow already.',
    'Did a second model server start?',
  ],
  causes: ['A leak.', 'Weights that are held in memory while they are loaded.', 'A cache without a limit.'],
  silence: 'By `host_name`.',
  escalate: 'To the owner of the host; stop what may be stopped.',
}

export const WATCHDOG: Runbook = {
  meaning:
    'This alert fires always. It goes to a heart-beat receiver that raises the alarm when it stays away: then Prometheus, Alertmanager or the way between them is down.',
  firstFiveMinutes: [
    'Firing is good: there is nothing to do.',
    'It no longer arrives: `tokenscope stack status`.',
    'Prometheus: does it evaluate rules, does it reach Alertmanager (`/api/v1/alertmanagers`)?',
  ],
  causes: ['Prometheus is down or has no rules.', 'Alertmanager is down.', 'The network.'],
  silence: 'Never.',
  escalate: 'To the owner of the telemetry platform.',
}
