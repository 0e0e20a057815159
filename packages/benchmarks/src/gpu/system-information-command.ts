/**
 * `system-information-command.ts <folder> <calls>`: asks `systeminformation`, installed in the folder, for the GPUs, and prints for each call
 * how long the main thread was busy: it waits for its child.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const [folder, calls] = process.argv.slice(2)
const { graphics } = createRequire(join(folder!, 'package.json'))('systeminformation') as {
  graphics(): Promise<{ controllers: readonly { name?: string }[] }>
}
const WARM_UP = 3
const mainThreadMs: number[] = []
let controllers = 0
for (let call = -WARM_UP; call < Number(calls); call++) {
  const before = performance.eventLoopUtilization()
  controllers = (await graphics()).controllers.length
  if (call >= 0) mainThreadMs.push(performance.eventLoopUtilization(before).active)
  await delay(100)
}
console.log(JSON.stringify({ mainThreadMs, controllers }))
