import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './run-command.ts'
import { ROOT, type WorkspacePackage } from './workspace.ts'

/** Where the exports and signatures of a package are written down: `<entry>.snapshot.js` and `<entry>.snapshot.d.ts`. */
export function snapshotFolder({ folder }: WorkspacePackage): string {
  return join(ROOT, 'packages/checks/api', folder)
}

/** Compares the built package with its snapshot. Gives the tool's diff, or `same`. */
export async function compareApi(pkg: WorkspacePackage): Promise<string> {
  // Without a snapshot the tool would write one and be content.
  if (!existsSync(snapshotFolder(pkg))) return `no snapshot of ${pkg.manifest.name}: run \`pnpm api\` and commit what it writes`
  const { ended, output } = await runTool(pkg, [])
  return ended === 0 ? 'same' : `${output}\nWhen the change is meant: run \`pnpm api\`, commit, and add a changeset.`
}

/** Writes the snapshot anew from the built package. */
export async function updateApi(pkg: WorkspacePackage): Promise<string> {
  return (await runTool(pkg, ['--update', '--allow-breaking'])).output
}

function runTool(pkg: WorkspacePackage, args: readonly string[]): ReturnType<typeof runCommand> {
  const tool = join(ROOT, 'packages/checks/node_modules/tsnapi/dist/cli.mjs')
  return runCommand(process.execPath, [tool, pkg.path, '--output-dir', snapshotFolder(pkg), ...args], { output: 'keep' })
}
