import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { readSection, type Section } from '../document/read-section.ts'
import { type SourceText, spanOf } from '../document/source-text.ts'
import { COMMON_RECEIVER_KEYS, RECEIVER_KEYS, RECEIVER_TYPES, TYPE_KEY } from '../keys/receiver-keys.ts'
import { BRIDGE_ROBOTS, type BridgeRobot, type NotifyReceiver, type Severity } from '../notify-targets.ts'

const DEFAULT_SEVERITIES: readonly Severity[] = ['critical', 'warning']

/** The receivers of `notify`; what is wrong is noted in `source`. */
export function readReceivers(node: Node | undefined, source: SourceText): readonly NotifyReceiver[] {
  if (node === undefined) return []
  if (!isSeq(node)) {
    source.error(spanOf(node), 'notify is not a list of receivers', 'Write a line with "- type: slack" for each.')
    return []
  }
  const names = new Map<string, number>()
  return (node.items as Node[]).flatMap((item) => {
    if (!isMap(item)) {
      source.error(spanOf(item), 'A receiver has no keys', 'Write - type: slack, and under it what that type needs.')
      return []
    }
    const receiver = readReceiver(item, source)
    if (!receiver) return []
    const { line } = source.lineCounter.linePos(spanOf(item).start)
    const earlier = names.get(receiver.name)
    if (earlier !== undefined) {
      source.error(
        spanOf(item),
        `The receiver in line ${earlier} is called ${receiver.name} too`,
        'Give one of them another name: name: on-call.',
      )
    }
    names.set(receiver.name, earlier ?? line)
    return [receiver]
  })
}

function readReceiver(map: YAMLMap, source: SourceText): NotifyReceiver | undefined {
  const type = typeOf(map)
  const own = type === undefined ? undefined : RECEIVER_KEYS[type]
  if (type === undefined || !own) {
    // Only the type is judged: what else may stand here follows from it.
    const pair = map.items.find(({ key }) => isScalar(key) && key.value === TYPE_KEY.name)
    const place = spanOf((pair?.value ?? map) as Node)
    source.error(place, 'A receiver has no type that is known', `Write type: and one of ${RECEIVER_TYPES.join(', ')}.`)
    return undefined
  }
  const section = readSection(map, { title: `a receiver of type ${type}`, keys: [...COMMON_RECEIVER_KEYS, ...own] }, source)
  return toReceiver(type, section, map, source)
}

function typeOf(map: YAMLMap): string | undefined {
  const value: unknown = map.get(TYPE_KEY.name)
  return typeof value === 'string' && Object.hasOwn(RECEIVER_KEYS, value) ? value : undefined
}

function toReceiver(type: string, { written }: Section, map: YAMLMap, source: SourceText): NotifyReceiver | undefined {
  const text = (key: string): string | undefined => written.get(key)?.values.map(String)[0]
  const optional = (field: string, key: string): Record<string, string> => {
    const value = text(key)
    return value === undefined ? {} : { [field]: value }
  }
  const severities = written.get('severities')?.values as readonly Severity[] | undefined
  const common = { name: text('name') ?? type, severities: severities ?? DEFAULT_SEVERITIES }
  const robot = BRIDGE_ROBOTS.find((candidate) => candidate === type) satisfies BridgeRobot | undefined
  if (robot) {
    const preset = RECEIVER_KEYS[robot]?.find(({ name }) => name === 'url')?.default ?? ''
    return { kind: 'bridge', ...common, robot, url: text('url') ?? preset, ...optional('tokenFile', 'token_file') }
  }
  switch (type) {
    case 'email':
      return {
        kind: 'email',
        ...common,
        to: written.get('to')?.values.map(String) ?? [],
        from: text('from') ?? '',
        smarthost: text('smarthost') ?? '',
        ...optional('username', 'username'),
        ...optional('passwordFile', 'password_file'),
      }
    case 'slack':
      return { kind: 'slack', ...common, channel: text('channel') ?? '', urlFile: text('url_file') ?? '' }
    case 'pagerduty':
      return { kind: 'pagerduty', ...common, routingKeyFile: text('routing_key_file') ?? '' }
    default:
      if (map.has('url') === map.has('url_file')) {
        source.error(
          spanOf(map),
          `A webhook needs one of url and url_file, not ${map.has('url') ? 'both' : 'none'}`,
          'Write url_file where the address is a secret, else url.',
        )
      }
      return {
        kind: 'webhook',
        ...common,
        ...optional('url', 'url'),
        ...optional('urlFile', 'url_file'),
        ...optional('tokenFile', 'token_file'),
      }
  }
}
