import { dirname, isAbsolute, resolve } from 'node:path'
import { type BridgeConfig, type DeadLetterSettings, type DeliverySettings, LANGUAGES } from './bridge-config.ts'
import { ConfigError } from './config-error.ts'
import { isLoopback, parseListen } from './listen-address.ts'
import { parseDuration, parseSize } from './quantities.ts'
import { INLINE_SECRETS, readRobots } from './read-robots.ts'
import { YamlReader } from './yaml-reader.ts'

const KEYS = ['listen', 'shared_secret_file', 'language', 'dead_letters', 'delivery', 'robots']
const DELIVERY: Readonly<Record<string, { readonly field: keyof DeliverySettings; readonly ms: number }>> = {
  answer_within: { field: 'answerMs', ms: 8000 },
  give_up_after: { field: 'giveUpMs', ms: 15 * 60_000 },
  remember: { field: 'rememberMs', ms: 5 * 60_000 },
  request_timeout: { field: 'requestMs', ms: 10_000 },
  stop_within: { field: 'stopMs', ms: 10_000 },
}

/**
 * The bridge's settings from YAML. Relative paths are beside the file. Nothing but the text is read: secrets stay in their files.
 * @throws {ConfigError} with every problem, its line and column.
 */
export function parseBridgeConfig(text: string, fileName = 'alert-bridge.yaml'): BridgeConfig {
  const reader = new YamlReader(text)
  const folder = dirname(resolve(fileName))
  const path = (value: string): string => (isAbsolute(value) ? value : resolve(folder, value))
  if (reader.problems.length > 0) throw new ConfigError(fileName, reader.problems)

  const fields = reader.fields(reader.root, 'the file', KEYS, INLINE_SECRETS)
  const listenText = reader.text(fields.get('listen'), '`listen`') ?? '127.0.0.1:9095'
  const listen = parseListen(listenText)
  if (listen === undefined)
    reader.problem(fields.get('listen'), `\`listen\` is \`${listenText}\`: write an address and a port, such as 127.0.0.1:9095`)
  const sharedSecret = reader.text(fields.get('shared_secret_file'), '`shared_secret_file`')
  if (listen !== undefined && !isLoopback(listen.host) && sharedSecret === undefined) {
    reader.problem(
      fields.get('listen'),
      `\`listen: ${listenText}\` can be reached from other machines: write a secret into a file and name it in \`shared_secret_file\`, or listen on 127.0.0.1`,
    )
  }
  const language = reader.oneOf(fields.get('language'), '`language`', LANGUAGES) ?? 'en'
  const config = {
    listen: listen ?? { host: '127.0.0.1', port: 9095 },
    ...(sharedSecret === undefined ? {} : { sharedSecretFile: path(sharedSecret) }),
    language,
    deadLetters: readDeadLetters(reader, fields.get('dead_letters'), path),
    delivery: readDelivery(reader, fields.get('delivery')),
    robots: readRobots(reader, fields.get('robots'), language, path),
  }
  if (reader.problems.length > 0) throw new ConfigError(fileName, reader.problems)
  return config
}

function readDeadLetters(reader: YamlReader, node: unknown, path: (value: string) => string): DeadLetterSettings {
  const fields = reader.fields(node, '`dead_letters`', ['file', 'max_size'])
  const file = path(reader.text(fields.get('file'), '`dead_letters.file`') ?? 'dead-letters.jsonl')
  const text = reader.text(fields.get('max_size'), '`dead_letters.max_size`') ?? '10MB'
  const maxBytes = parseSize(text)
  if (maxBytes === undefined)
    reader.problem(fields.get('max_size'), `\`dead_letters.max_size\` is \`${text}\`: write a size with its unit, such as 10MB`)
  return { file, maxBytes: maxBytes ?? 1 }
}

function readDelivery(reader: YamlReader, node: unknown): DeliverySettings {
  const fields = reader.fields(node, '`delivery`', [...Object.keys(DELIVERY), 'queue_length'])
  const times = Object.entries(DELIVERY).map(([key, { field, ms }]) => {
    const text = reader.text(fields.get(key), `\`delivery.${key}\``)
    const parsed = text === undefined ? ms : parseDuration(text)
    if (parsed === undefined)
      reader.problem(fields.get(key), `\`delivery.${key}\` is \`${text}\`: write a time with its unit, such as 8s or 15m`)
    return [field, parsed ?? ms]
  })
  const queueLength = reader.count(fields.get('queue_length'), '`delivery.queue_length`', 10_000) ?? 200
  return { ...(Object.fromEntries(times) as Omit<DeliverySettings, 'queueLength'>), queueLength }
}
