import type { Command } from './command.ts'
import { alertBridgeCommand } from './commands/alert-bridge.ts'
import { costCommand } from './commands/cost.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { gpuCommand } from './commands/gpu.ts'
import { lensCommand } from './commands/lens.ts'
import { loadCommand } from './commands/load.ts'
import { slaCommand } from './commands/sla.ts'
import { stackCommand } from './commands/stack.ts'

/** Every command, in the order that the help shows them. */
export const commands: readonly Command[] = [
  demoCommand,
  lensCommand,
  doctorCommand,
  gpuCommand,
  slaCommand,
  stackCommand,
  loadCommand,
  costCommand,
  alertBridgeCommand,
]
