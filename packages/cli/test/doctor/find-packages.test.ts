import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPackages } from '../../src/doctor/probes/find-packages.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tokenscope-packages-'))
})

afterEach(() => rm(root, { recursive: true }))

async function install(path: string, name: string, version: string): Promise<void> {
  await mkdir(join(root, path), { recursive: true })
  await writeFile(join(root, path, 'package.json'), JSON.stringify({ name, version }))
}

async function found(): Promise<string[]> {
  return (await findPackages(join(root, 'app'))).map(({ name, version, foundBy }) => `${name} ${version}${foundBy ? ` by ${foundBy}` : ''}`)
}

describe('the packages of an application', () => {
  it('are found in its node_modules and in those above it', async () => {
    await install('app/node_modules/openai', 'openai', '7.1.0')
    await install('node_modules/@opentelemetry/api', '@opentelemetry/api', '1.10.0')
    expect(await found()).toEqual(['openai 7.1.0', '@opentelemetry/api 1.10.0'])
  })

  it('include a second copy of the API that only a package of the application finds', async () => {
    await install('app/node_modules/@opentelemetry/api', '@opentelemetry/api', '1.10.0')
    await install('app/node_modules/@opentelemetry/sdk-node', '@opentelemetry/sdk-node', '0.200.0')
    await install('app/node_modules/@opentelemetry/sdk-node/node_modules/@opentelemetry/api', '@opentelemetry/api', '1.9.0')
    expect(await found()).toEqual([
      '@opentelemetry/api 1.10.0',
      '@opentelemetry/sdk-node 0.200.0',
      '@opentelemetry/api 1.9.0 by @opentelemetry/sdk-node',
    ])
  })

  it('are each told once, however many links lead to a copy', async () => {
    await install('store/api', '@opentelemetry/api', '1.10.0')
    await install('store/openai-package', '@tokenscope/openai', '0.1.0')
    await link('app/node_modules/@opentelemetry/api', 'store/api')
    await link('app/node_modules/@tokenscope/openai', 'store/openai-package')
    await link('store/openai-package/node_modules/@opentelemetry/api', 'store/api')
    expect(await found()).toEqual(['@tokenscope/openai 0.1.0', '@opentelemetry/api 1.10.0'])
  })

  it('are none where nothing is installed or a manifest is broken', async () => {
    await install('app', 'app', '1.0.0')
    await mkdir(join(root, 'app/node_modules/openai'), { recursive: true })
    await writeFile(join(root, 'app/node_modules/openai/package.json'), '{')
    expect(await found()).toEqual([])
  })
})

async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(join(root, from)), { recursive: true })
  await symlink(join(root, to), join(root, from))
}
