import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alertTable } from '../../src/alerts/alert-table.ts'
import { createRuleContext } from '../../src/outputs/rule-context.ts'
import { DEFAULT_TARGETS } from '../../src/targets/default-targets.ts'
import { ALL_OBJECTIVES } from '../golden/shipped-files.ts'

const alerts = alertTable(createRuleContext(ALL_OBJECTIVES))

describe('the table of alerts', () => {
  it('has these, by severity', () => {
    const bySeverity = Map.groupBy(alerts, ({ severity }) => severity)
    const names = [...bySeverity].map(([severity, rows]) => [severity, rows.map(({ name }) => name)])
    expect(Object.fromEntries(names)).toEqual({
      critical: [
        'LLMSLOBurnRatePage',
        'LLMLatencyP99High',
        'LLMTelemetryMissing',
        'LLMNoTelemetryAtAll',
        'GPUMemoryNearlyFull',
        'GPUErrors',
        'GPULost',
      ],
      warning: [
        'LLMSLOBurnRateTicket',
        'LLMErrorBudgetExhausted',
        'LLMLatencyP95High',
        'LLMTimeToFirstTokenHigh',
        'LLMErrorRateHigh',
        'LLMAvailabilityLow',
        'LLMGenerationSpeedLow',
        'LLMQueueTimeHigh',
        'LLMCostBudgetExceeded',
        'LLMProviderRateLimited',
        'LLMTimeouts',
        'LLMTrafficDropped',
        'LLMTokenUsageAnomaly',
        'LLMSLOBucketMissing',
        'GPUMemoryHigh',
        'GPUUtilizationHigh',
        'GPUTemperatureHigh',
        'GPUThrottled',
        'SystemMemoryHigh',
      ],
      none: ['Watchdog'],
    })
  })

  it('asks of each alert a test that it fires, that it does not, and that it resolves', () => {
    const untested = alerts.filter(({ name, scenarios }) => {
      const whole = scenarios.some(({ checks }) => {
        const firing = checks.findIndex(({ fires }) => fires)
        return firing > 0 && !checks.every(({ fires }) => fires) && checks.slice(firing).some(({ fires }) => !fires)
      })
      return !whole && name !== 'Watchdog'
    })
    expect(untested.map(({ name }) => name)).toEqual([])
  })

  it('has a runbook in the documentation for each, and none that is left over', () => {
    const pages = globSync('*.md', { cwd: join(import.meta.dirname, '../../../docs/runbooks') })
    expect(pages.sort()).toEqual(alerts.map(({ slug }) => `${slug}.md`).sort())
  })

  it('does not ask for objectives that nobody promised', () => {
    const names = alertTable(createRuleContext(DEFAULT_TARGETS)).map(({ name }) => name)
    expect(alerts.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([
      'LLMTimeToFirstTokenHigh',
      'LLMGenerationSpeedLow',
      'LLMQueueTimeHigh',
      'LLMCostBudgetExceeded',
    ])
  })

  it('has one row for a name and one for a slug', () => {
    expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length)
    expect(new Set(alerts.map(({ slug }) => slug)).size).toBe(alerts.length)
  })
})
