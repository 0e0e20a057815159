import { DEFAULT_LANGUAGE, type NotifyReceiver } from '../targets/notify-targets.ts'
import { alertmanagerInhibitRules } from './alertmanager-inhibit.ts'
import { toTimeIntervals } from './alertmanager-maintenance.ts'
import { alertmanagerReceiver } from './alertmanager-receivers.ts'
import { alertmanagerRoutes, isHeartbeat, NOBODY } from './alertmanager-routes.ts'
import { alertmanagerTemplates } from './alertmanager-templates.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'
import { yamlDocument } from './yaml-document.ts'

export const ALERTMANAGER_PATH = 'alertmanager/alertmanager.yml'
export const ALERTMANAGER_TEMPLATES_PATH = 'alertmanager/templates/tokenscope.tmpl'

/**
 * Who hears of which alert, how often, and in which words: `alertmanager.yml` and its templates, for Alertmanager 0.31 and newer.
 * Secrets are named by file only, so the output holds none.
 */
export function alertmanagerFiles(context: RuleContext): GeneratedFile[] {
  const { receivers, language = DEFAULT_LANGUAGE, maintenance = [] } = context.targets.notify
  const content = {
    global: { resolve_timeout: context.duration(300) },
    templates: ['templates/*.tmpl'],
    route: alertmanagerRoutes(receivers, { duration: context.duration, maintenance: maintenance.length > 0 }),
    inhibit_rules: alertmanagerInhibitRules(),
    ...(maintenance.length > 0 && { time_intervals: toTimeIntervals(maintenance) }),
    receivers: [{ name: NOBODY }, ...receivers.map(alertmanagerReceiver)],
  }
  return [
    { path: ALERTMANAGER_PATH, content: yamlDocument(content, remarks(receivers)) },
    { path: ALERTMANAGER_TEMPLATES_PATH, content: alertmanagerTemplates(language) },
  ]
}

function remarks(receivers: readonly NotifyReceiver[]): string[] {
  if (receivers.length === 0) return ['Nobody is told of anything: name receivers under notify: in sla.yaml.']
  const bridged = receivers.flatMap((receiver) => (receiver.kind === 'bridge' ? [`${receiver.name} (${receiver.robot})`] : []))
  return [
    ...(receivers.some(isHeartbeat)
      ? []
      : ['No heart-beat: a receiver of type webhook named heartbeat would get Watchdog every minute, and could tell when it stops.']),
    ...(bridged.length > 0 ? [`The alert bridge needs robots of these names in its settings: ${bridged.join(', ')}.`] : []),
  ]
}
