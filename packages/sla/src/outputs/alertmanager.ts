import type { NotifyReceiver } from '../targets/notify-targets.ts'
import { alertmanagerInhibitRules } from './alertmanager-inhibit.ts'
import { type MaintenanceWindow, toTimeIntervals } from './alertmanager-maintenance.ts'
import { alertmanagerReceiver } from './alertmanager-receivers.ts'
import { alertmanagerRoutes, isHeartbeat, NOBODY } from './alertmanager-routes.ts'
import { type AlertmanagerLanguage, alertmanagerTemplates } from './alertmanager-templates.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'
import { yamlDocument } from './yaml-document.ts'

export const ALERTMANAGER_PATH = 'alertmanager/alertmanager.yml'
export const ALERTMANAGER_TEMPLATES_PATH = 'alertmanager/templates/tokenscope.tmpl'

export interface AlertmanagerOptions {
  /** Language of the words around what alerts say; default `en`. */
  readonly language?: AlertmanagerLanguage
  /** Times in which warnings wait. Pages come always. */
  readonly maintenance?: readonly MaintenanceWindow[]
}

/**
 * Who hears of which alert, how often, and in which words: `alertmanager.yml` and its templates, for Alertmanager 0.31 and newer.
 * Secrets are named by file only, so the output holds none.
 */
export function alertmanagerFiles(context: RuleContext, options: AlertmanagerOptions = {}): GeneratedFile[] {
  const { receivers } = context.targets.notify
  const { language = 'en', maintenance = [] } = options
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
