import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readNamedConstants } from './named-constants.ts'
import { fillTargetKeys, schemaFile, shippedBoards } from './sla-pages.ts'
import { fillSnippets } from './snippets.ts'
import { telemetryPage } from './telemetry-page.ts'

export const ROOT: string = resolve(import.meta.dirname, '../../..')

/** Every page that is generated or shows generated parts, by its path from the repository root, as it ought to be. */
export function makePages(): Map<string, string> {
  const pages = new Map([
    ['packages/docs/telemetry.md', makeTelemetryPage()],
    ['packages/docs/sla/targets.md', fillTargetKeys(read('packages/docs/sla/targets.md'))],
    ['packages/sla/schema/sla.schema.json', schemaFile()],
    ...shippedBoards(),
  ])
  for (const path of pagesWithCode()) pages.set(path, fillSnippets(read(path), read))
  return pages
}

/** Pages whose TypeScript fences are cut from compiled files. */
export function pagesWithCode(): string[] {
  return ['README.md', ...globSync(['packages/*/README.md', 'packages/docs/*.md'], { cwd: ROOT })]
    .filter((path) => read(path).includes('<!-- code: '))
    .sort()
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function makeTelemetryPage(): string {
  const constants = (file: string): ReturnType<typeof readNamedConstants> => readNamedConstants(read(`packages/semconv/src/${file}`))
  return telemetryPage({
    genAi: constants('gen-ai.ts'),
    own: constants('extensions.ts'),
    gpu: constants('gpu.ts'),
    hardware: constants('hw.ts'),
  })
}
