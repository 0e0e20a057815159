import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GeneratedFile, generate, parseTargets } from '@tokenscope/sla'

/** Folders beside this file: `sla.yaml`, and what must be generated of it. */
export const GOLDEN_CASES: readonly string[] = ['short-form', 'two-models-and-a-service', 'nasty-model-name']

/** Routes and boards have golden files of their own, runbooks are in the documentation; rule tests are run. */
const COMPARED = /^(?:rules|collector)\/|^histogram-buckets\.json$/

export function goldenFolder(name: string): string {
  return join(import.meta.dirname, name)
}

export function goldenFiles(name: string): GeneratedFile[] {
  const targets = parseTargets(readFileSync(join(goldenFolder(name), 'sla.yaml'), 'utf8'), 'sla.yaml')
  return generate(targets).filter(({ path }) => COMPARED.test(path))
}
