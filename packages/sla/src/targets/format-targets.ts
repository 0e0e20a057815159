import { stringify } from 'yaml'
import { LINK_KEYS, RESOURCE_KEYS, WINDOW_KEY } from './keys/file-keys.ts'
import { OFF } from './keys/key-definition.ts'
import { OBJECTIVE_KEYS, type ObjectiveKey } from './keys/objective-keys.ts'
import { ID_KEY, SELECTOR_KEYS } from './keys/selector-keys.ts'
import type { NotifyReceiver } from './notify-targets.ts'
import type { SlaObjectives, SlaScope, SlaTargets } from './sla-targets.ts'
import { formatDuration } from './values/duration.ts'
import { formatMaintenanceWindow } from './values/maintenance-window.ts'
import { formatPercent } from './values/percent.ts'
import { formatWindow } from './values/window.ts'

/** The text of an `sla.yaml` that {@link parseTargets} reads as these targets. Every objective is written, defaults too. */
export function formatTargets(targets: SlaTargets): string {
  const { windowSeconds, scopes, resources, links, notify } = targets
  const [only] = scopes
  const file = {
    ...(scopes.length === 1 && only ? writeScope(only) : {}),
    [WINDOW_KEY.name]: formatWindow(windowSeconds),
    ...Object.fromEntries(RESOURCE_KEYS.map(({ name, goesTo }) => [name, formatPercent(resources[goesTo])])),
    ...(notify.language !== undefined && { language: notify.language }),
    ...(notify.maintenance !== undefined && { maintenance: notify.maintenance.map(formatMaintenanceWindow) }),
    ...(scopes.length > 1 && { scopes: scopes.map(writeScope) }),
    ...(LINK_KEYS.some(({ name }) => links[name] !== undefined) && { links }),
    ...(notify.receivers.length > 0 && { notify: notify.receivers.map(writeReceiver) }),
  }
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false })
}

function writeScope(scope: SlaScope): Record<string, unknown> {
  return {
    ...Object.fromEntries(SELECTOR_KEYS.flatMap(({ name }) => (scope[name] === undefined ? [] : [[name, scope[name]]]))),
    [ID_KEY.name]: scope.id,
    ...Object.fromEntries(OBJECTIVE_KEYS.flatMap((key) => writeObjective(key, scope.objectives))),
  }
}

/** What is on by default and absent here is written as off. */
function writeObjective(key: ObjectiveKey, objectives: SlaObjectives): [string, unknown][] {
  const value = targetOf(key, objectives)
  if (value === undefined) return key.default === undefined ? [] : [[key.name, OFF]]
  const { title } = key.kind
  return [[key.name, title === 'percent' ? formatPercent(value) : title === 'duration' ? formatDuration(value) : value]]
}

function targetOf({ goesTo }: ObjectiveKey, objectives: SlaObjectives): number | undefined {
  if ('field' in goesTo) return objectives[goesTo.field]
  return objectives[goesTo.list]?.find(({ quantile }) => quantile === goesTo.quantile)?.seconds
}

function writeReceiver(receiver: NotifyReceiver): Record<string, unknown> {
  const { kind, name, severities, ...rest } = receiver
  const { robot, ...own } = 'robot' in rest ? rest : { ...rest, robot: undefined }
  const fields = Object.entries(own).map(([field, value]) => [field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value])
  return { type: robot ?? kind, name, severities, ...(Object.fromEntries(fields) as Record<string, unknown>) }
}
