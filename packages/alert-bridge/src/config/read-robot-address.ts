import type { RobotKind, RobotSettings } from './bridge-config.ts'
import { isLoopback } from './listen-address.ts'
import { readSecret, SecretError } from './read-secret.ts'

/** Where a robot is, and what its messages are signed with. Both are secret. */
export interface RobotAddress {
  readonly url: string
  readonly secret?: string
}

/** Hosts of the platforms, to notice an address in the wrong file. Others (a proxy, a private installation) are taken as they are. */
const HOSTS: Readonly<Record<string, RobotKind>> = {
  'oapi.dingtalk.com': 'dingtalk',
  'open.feishu.cn': 'feishu',
  'open.larksuite.com': 'feishu',
  'qyapi.weixin.qq.com': 'wecom',
}

/** @throws {SecretError} where a file is missing, empty, or holds no address of such a robot. */
export function readRobotAddress(robot: RobotSettings): RobotAddress {
  const text = readSecret(robot.urlFile, `the address of robot ${robot.name}`)
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname.replaceAll(/[[\]]/g, '')))
  if (url === undefined || !isSafe) {
    throw new SecretError(
      `${robot.urlFile} holds no https address: copy the webhook address of robot ${robot.name} into it, and nothing else`,
    )
  }
  const kind = HOSTS[url.hostname]
  if (kind !== undefined && kind !== robot.kind) {
    throw new SecretError(`${robot.urlFile} holds the address of a ${kind} robot, but ${robot.name} is of kind ${robot.kind}`)
  }
  if (robot.secretFile === undefined) return { url: url.href }
  return { url: url.href, secret: readSecret(robot.secretFile, `the signing key of robot ${robot.name}`) }
}
