import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath } from '@tokenscope/stack'
import { onTestFinished } from 'vitest'
import { alertmanagerFiles } from '../../src/outputs/alertmanager.ts'
import { createRuleContext } from '../../src/outputs/rule-context.ts'
import { parseTargets } from '../../src/targets/parse-targets.ts'

/** Writes what is generated into a folder that goes with the test, and gives the path of `alertmanager.yml`. */
export function writeAlertmanager(sla: string, { speed = 1 }: { readonly speed?: number } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-alertmanager-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const { path, content } of alertmanagerFiles(createRuleContext(parseTargets(sla), { speed }))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return join(folder, 'alertmanager/alertmanager.yml')
}

/** Runs amtool; rejects with what it printed where it finds a fault. */
export async function amtool(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(await binaryPath('amtool'), args)
  return stdout
}
