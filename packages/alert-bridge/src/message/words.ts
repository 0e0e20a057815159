import type { Language, Severity } from '../config/bridge-config.ts'

/** The words around what an alert says, in one language. */
export interface Words {
  readonly firing: (count: number) => string
  readonly resolved: string
  readonly severity: Readonly<Record<Severity, string>>
  readonly colon: string
  readonly model: string
  readonly service: string
  readonly environment: string
  readonly value: string
  readonly target: string
  readonly burnRate: string
  readonly budgetLeft: string
  readonly since: string
  readonly ended: string
  readonly lasted: string
  readonly board: string
  readonly traces: string
  readonly runbook: string
  readonly query: string
  readonly more: (count: number) => string
  readonly late: (time: string) => string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    firing: (count) => (count > 1 ? `FIRING ${count}` : 'FIRING'),
    resolved: 'RESOLVED',
    severity: { critical: 'critical', warning: 'warning', info: 'info' },
    colon: ': ',
    model: 'Model',
    service: 'Service',
    environment: 'Environment',
    value: 'Value',
    target: 'target',
    burnRate: 'Burn rate',
    budgetLeft: 'Budget left',
    since: 'Since',
    ended: 'Ended',
    lasted: 'lasted',
    board: 'Board',
    traces: 'Traces',
    runbook: 'Runbook',
    query: 'Query',
    more: (count) => `… and ${count} more ${count === 1 ? 'alert' : 'alerts'}: see Alertmanager`,
    late: (time) => `late, of ${time}`,
  },
  zh: {
    firing: (count) => (count > 1 ? `告警 ${count} 条` : '告警'),
    resolved: '已恢复',
    severity: { critical: '严重', warning: '警告', info: '提示' },
    colon: '：',
    model: '模型',
    service: '服务',
    environment: '环境',
    value: '当前值',
    target: '目标',
    burnRate: '消耗速率',
    budgetLeft: '剩余预算',
    since: '开始时间',
    ended: '恢复时间',
    lasted: '持续',
    board: '看板',
    traces: '链路',
    runbook: '处理手册',
    query: '查询',
    more: (count) => `……另有 ${count} 条告警，请在 Alertmanager 中查看`,
    late: (time) => `补发，原时间 ${time}`,
  },
}
