import type { RobotKind } from '../config/bridge-config.ts'
import type { Channel } from './channel.ts'
import { dingtalk } from './dingtalk.ts'
import { feishu } from './feishu.ts'
import { wecom } from './wecom.ts'

/** Every kind of robot that the bridge can talk to. */
export const channels: Readonly<Record<RobotKind, Channel>> = { dingtalk, feishu, wecom }
