import type { Parsed, ValueKind } from './value-kind.ts'

const URL_ALLOWED = 'an address that begins with http:// or https://, without a user, a password, ? or #'

/** Where these robots and channels listen: the address itself is the secret. */
const SECRET_HOSTS: ReadonlyMap<string, string> = new Map([
  ['hooks.slack.com', 'slack'],
  ['oapi.dingtalk.com', 'dingtalk'],
  ['open.feishu.cn', 'feishu'],
  ['qyapi.weixin.qq.com', 'wecom'],
])

/** An address of a service, without a slash at the end and without secrets. */
export const ADDRESS: ValueKind = {
  title: 'URL',
  allowed: URL_ALLOWED,
  schema: { type: 'string', pattern: '^https?://[^\\s@?#/{}$]+(/[^\\s@?#{}$]*)?$' },
  parse: parseAddress,
}

/** The faults never repeat the text: it may hold a secret. */
function parseAddress(value: unknown): Parsed {
  const remedy = `Allowed is ${URL_ALLOWED}.`
  const url = typeof value === 'string' && !/[\s{}$]/.test(value) ? URL.parse(value) : null
  if (typeof value !== 'string' || !url || !/^https?:\/\/[^/]/.test(value)) return { fault: 'is not an address', remedy }
  if (value.includes('@')) return { fault: 'holds a user or a password', remedy }
  if (/[?#]/.test(value))
    return { fault: 'holds a query, which may be a secret', remedy: `${remedy} A webhook with one goes into a file: url_file.` }
  const channel = SECRET_HOSTS.get(url.hostname)
  if (channel !== undefined) return { fault: 'is itself a secret', remedy: `Write type: ${channel} and keep the address out of this file.` }
  return { value: value.replace(/\/+$/, '') }
}
