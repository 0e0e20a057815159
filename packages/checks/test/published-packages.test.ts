import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findPublishingProblems, findTypeProblems } from '../src/judge-package.ts'
import { OLDEST_NODE_VERSION, oldestNodePath } from '../src/oldest-node.ts'
import { type PackedPackage, packPackage } from '../src/pack-package.ts'
import { runCommand } from '../src/run-command.ts'
import { type Manifest, ROOT, readPublishable } from '../src/workspace.ts'

describe.each(readPublishable())('$manifest.name, packed', (pkg) => {
  let packed: PackedPackage

  beforeAll(async () => {
    packed = await packPackage(pkg)
  })

  it('has a README, a licence and a build, and no sources or tests', () => {
    expect(packed.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', ...promisedFiles(packed.manifest)]))
    expect(packed.files.filter((file) => /^(?:src|test|node_modules)\//.test(file))).toEqual([])
  })

  it('has a manifest that means something outside of the workspace', () => {
    const text = JSON.stringify(packed.manifest)
    expect(text).not.toMatch(/"(?:workspace|catalog):/)
    // The condition `dev` leads to sources, which are not in the package.
    expect(JSON.stringify(packed.manifest.exports)).not.toContain('"dev"')
    expect(packed.manifest.license).toBe('Apache-2.0')
  })

  it('is found by what does not read exports, such as TypeScript with module commonjs', () => {
    const { main, types, exports = {} } = packed.manifest
    expect({ types, default: main }).toEqual(exports['.'])
  })

  it('has nothing that publint objects to', async () => {
    expect(await findPublishingProblems(packed)).toEqual([])
  })

  it('has types that TypeScript finds', async () => {
    expect(await findTypeProblems(packed)).toEqual([])
  })
})

describe('in the types of an application', () => {
  it('every built package compiles, its declarations included', { timeout: 120_000 }, async () => {
    const args = ['--noEmit', '--pretty', 'false', '-p', 'packages/checks/consumer/tsconfig.json']
    expect(await runCommand(join(ROOT, 'node_modules/.bin/tsc'), args, { output: 'keep' })).toEqual({ ended: 0, output: '' })
  })
})

describe(`on Node ${OLDEST_NODE_VERSION}`, () => {
  const libraries = readPublishable().filter(({ manifest }) => manifest.exports?.['.'] !== undefined)

  it.each(libraries)('$manifest.name can be imported and required', async ({ path, manifest }) => {
    const script = `import(${JSON.stringify(manifest.name)}).then((module) => {
      const names = Object.keys(module)
      if (names.length === 0) throw new Error('no exports')
      const required = require('node:module').createRequire(process.cwd() + '/')(${JSON.stringify(manifest.name)})
      if (Object.keys(required).length < names.length) throw new Error('require() gives less than import()')
      process.exit(0)
    })`
    const { ended, output } = await runCommand(oldestNodePath(), ['--eval', script], {
      output: 'keep',
      cwd: path,
      timeoutMs: 20_000,
      env: { OTEL_SDK_DISABLED: 'true', NODE_OPTIONS: '' },
    })
    expect([ended, output.replaceAll(/\(node:\d+\).*\n.*trace-warnings.*\n/g, '')]).toEqual([0, ''])
  })
})

/** Files that a manifest's `exports` and `bin` lead to. */
function promisedFiles({ exports = {}, bin = {} }: Manifest): string[] {
  const targets = Object.values(exports).flatMap((target) => (typeof target === 'string' ? target : Object.values(target as object)))
  return [...targets, ...Object.values(bin)].map((file: string) => file.replace('./', ''))
}
