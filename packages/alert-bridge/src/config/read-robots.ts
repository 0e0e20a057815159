import { channels } from '../channels/channels.ts'
import { LANGUAGES, type Language, type Mentions, ROBOT_KINDS, type RobotSettings, SEVERITIES, type Severity } from './bridge-config.ts'
import type { YamlReader } from './yaml-reader.ts'

const KEYS = ['kind', 'url_file', 'secret_file', 'language', 'keyword', 'per_minute', 'mentions']

/** More would leave no room for what is said to them. */
const MAX_MENTIONS = 50

/** Why a secret itself is not taken, by the key it would stand under. */
export const INLINE_SECRETS: Readonly<Record<string, string>> = {
  url: secretReason('the address of a robot holds its key', 'url_file'),
  webhook: secretReason('the address of a robot holds its key', 'url_file'),
  webhook_url: secretReason('the address of a robot holds its key', 'url_file'),
  secret: secretReason('a signing key does not belong into settings that are shared and committed', 'secret_file'),
  key: secretReason('the key of a robot is part of its address', 'url_file'),
  token: secretReason('the token of a robot is part of its address', 'url_file'),
  access_token: secretReason('the token of a robot is part of its address', 'url_file'),
  shared_secret: secretReason('a secret does not belong into settings that are shared and committed', 'shared_secret_file'),
}

export function readRobots(reader: YamlReader, node: unknown, language: Language, path: (value: string) => string): RobotSettings[] {
  const entries = reader.entries(node, '`robots`')
  if (entries.length === 0) reader.problem(node, '`robots` is empty: name at least one, with `kind` and `url_file`')
  return entries.flatMap(([name, pair]) => {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) reader.problem(pair.key, `\`${name}\` is no name for a robot: use a-z, 0-9 and -`)
    const robot = readRobot(reader, name, pair.value, language, path)
    return robot === undefined ? [] : [robot]
  })
}

function readRobot(
  reader: YamlReader,
  name: string,
  node: unknown,
  language: Language,
  path: (value: string) => string,
): RobotSettings | undefined {
  const what = (key: string): string => `\`robots.${name}.${key}\``
  const fields = reader.fields(node, `robot \`${name}\``, KEYS, INLINE_SECRETS)
  if (!fields.has('kind')) reader.problem(node, `robot \`${name}\` has no \`kind\`: write ${ROBOT_KINDS.join(', ')}`)
  if (!fields.has('url_file'))
    reader.problem(node, `robot \`${name}\` has no \`url_file\`: name a file that holds the address of the robot`)
  const kind = reader.oneOf(fields.get('kind'), what('kind'), ROBOT_KINDS)
  const urlFile = reader.text(fields.get('url_file'), what('url_file'))
  const secretFile = reader.text(fields.get('secret_file'), what('secret_file'))
  if (kind === undefined) return undefined
  const channel = channels[kind]
  if (secretFile !== undefined && !channel.signs)
    reader.problem(fields.get('secret_file'), `${what('secret_file')}: robots of ${kind} do not sign; their key is in the address`)
  const keyword = reader.text(fields.get('keyword'), what('keyword'))
  if (keyword !== undefined && (Buffer.byteLength(keyword) > 100 || keyword.includes('\n')))
    reader.problem(fields.get('keyword'), `${what('keyword')} must be one line of at most 100 bytes`)
  return {
    name,
    kind,
    urlFile: path(urlFile ?? ''),
    ...(secretFile === undefined ? {} : { secretFile: path(secretFile) }),
    language: reader.oneOf(fields.get('language'), what('language'), LANGUAGES) ?? language,
    ...(keyword === undefined ? {} : { keyword }),
    perMinute: reader.count(fields.get('per_minute'), what('per_minute'), channel.limits.perMinute) ?? channel.limits.defaultPerMinute,
    mentions: readMentions(reader, fields.get('mentions'), what('mentions'), channel.mentions),
  }
}

function readMentions(
  reader: YamlReader,
  node: unknown,
  what: string,
  can: Readonly<Record<'mobiles' | 'users', RegExp | undefined>>,
): Partial<Record<Severity, Mentions>> {
  const mentions: Partial<Record<Severity, Mentions>> = {}
  for (const [severity, value] of reader.fields(node, what, SEVERITIES)) {
    const fields = reader.fields(value, `${what} of ${severity}`, ['all', 'mobiles', 'users'])
    const list = (key: 'mobiles' | 'users'): string[] => {
      const words = reader.texts(fields.get(key), `\`${key}\``)
      const allowed = can[key]
      if (words.length > 0 && allowed === undefined) reader.problem(fields.get(key), `this kind of robot cannot mention by \`${key}\``)
      if (words.length > MAX_MENTIONS)
        reader.problem(fields.get(key), `${words.length} \`${key}\`: at most ${MAX_MENTIONS}; mention \`all: true\` instead`)
      for (const word of words)
        if (allowed?.test(word) === false) reader.problem(fields.get(key), `\`${word}\` is not one of its \`${key}\``)
      return words
    }
    mentions[severity as Severity] = {
      all: reader.flag(fields.get('all'), '`all`') ?? false,
      mobiles: list('mobiles'),
      users: list('users'),
    }
  }
  return mentions
}

function secretReason(why: string, key: string): string {
  return `secrets are not taken from here (${why}): write it into a file of its own, readable by the bridge alone, and name it in \`${key}\``
}
