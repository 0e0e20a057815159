/**
 * `flood-command.ts <nvidia-smi> <passes> …`: a wrapper that prints what one pass of the tool prints over and over, as fast as it is read.
 * Anything but the loop is passed on.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'

const [tool, passes, ...args] = process.argv.slice(2)
const isLoop = args.some((arg) => arg.startsWith('--loop'))
const text = execFileSync(tool!, isLoop ? args.filter((arg) => !arg.startsWith('--loop')) : args, { encoding: 'utf8' })
for (let pass = 0; pass < (isLoop ? Number(passes) : 1); pass++) if (!process.stdout.write(text)) await once(process.stdout, 'drain')
// The tool does not end by itself.
if (isLoop) setInterval(() => undefined, 60_000)
