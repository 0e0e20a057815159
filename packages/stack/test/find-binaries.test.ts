import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { binaryPath } from '../src/binaries/binary-path.ts'
import { findOnPath } from '../src/binaries/find-binary.ts'
import { findGo } from '../src/binaries/find-go.ts'
import { findVersion, isAtLeast } from '../src/binaries/program-version.ts'
import { MODULES_GO } from '../src/binaries/tools.ts'
import { collectorFolder } from '../src/layout/folders.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeProgram } from './write-program.ts'

describe('a binary on PATH', () => {
  it('is taken when it is new enough and can do what the configuration needs', async () => {
    const folder = await temporaryFolder()
    const path = await writeProgram(
      join(folder, 'prometheus'),
      'echo "prometheus, version 3.5.0"; echo "--web.enable-otlp-receiver --config.file"',
    )
    expect(await findOnPath('prometheus', { PATH: folder })).toEqual({ path, refused: [] })
  })

  it('is refused with the reason when it is too old, lacks a part, tells no version or does not run', async () => {
    const folder = await temporaryFolder()
    const path = await writeProgram(join(folder, 'old/prometheus'), 'echo "prometheus, version 2.53.1 (go version: go1.26.1)"')
    const lacking = await writeProgram(join(folder, 'lacking/prometheus'), 'echo "prometheus, version 3.16.0"; echo --config.file')
    const silent = await writeProgram(join(folder, 'silent/prometheus'), 'echo "prometheus, version  (branch: , go version: go1.26.8)"')
    const PATH = ['old', 'lacking', 'silent'].map((name) => join(folder, name)).join(':')
    expect(await findOnPath('prometheus', { PATH })).toEqual({
      path: undefined,
      refused: [
        { path, reason: 'it is version 2.53.1, 3.5.0 or newer is needed' },
        { path: lacking, reason: 'it has no --web.enable-otlp-receiver' },
        { path: silent, reason: 'it does not tell its version' },
      ],
    })
  })

  it('is passed over for one further along that will do', async () => {
    const folder = await temporaryFolder()
    await writeProgram(join(folder, 'old/jaeger'), 'echo 1.62.0')
    const good = await writeProgram(join(folder, 'new/jaeger'), `echo '{"gitVersion":"v2.20.0"}'`)
    const { path } = await findOnPath('jaeger', { PATH: `${join(folder, 'old')}:${join(folder, 'new')}` })
    expect(path).toBe(good)
  })
})

describe('binaryPath()', () => {
  it('takes what TOKENSCOPE_BINARIES holds as it is, before anything else', async () => {
    const folder = await temporaryFolder()
    const own = await writeProgram(join(folder, 'own/otelcol-contrib'), 'exit 1')
    expect(await binaryPath('otelcol', { env: { TOKENSCOPE_BINARIES: join(folder, 'own'), PATH: '' } })).toBe(own)
  })

  it('without binary and without Go says what was refused and names every remedy', async () => {
    const folder = await temporaryFolder()
    const old = await writeProgram(join(folder, 'alertmanager'), 'echo "alertmanager, version 0.25.0"')
    const lines: string[] = []
    const missing = binaryPath('alertmanager', { env: { PATH: folder, TOKENSCOPE_CACHE: folder }, onProgress: (line) => lines.push(line) })
    await expect(missing).rejects.toMatchObject({
      name: 'BinaryMissing',
      message: [
        'Alertmanager is not installed (looked for alertmanager on PATH), and it cannot be built: there is no Go on PATH.',
        `${old} is not used: it is version 0.25.0, 0.31.0 or newer is needed.`,
        'Do one of these:',
        '- install Go 1.26 or newer from https://go.dev/dl and run this again: it builds what is missing, once, in about 20 minutes;',
        '- put alertmanager 0.31.0 or newer on PATH, or in a folder named by TOKENSCOPE_BINARIES;',
        `- use Docker instead: docker compose -f ${join(import.meta.dirname, '../../../collector/compose.yaml')} up`,
      ].join('\n'),
    })
    expect(lines).toEqual([`${old} is not used: it is version 0.25.0, 0.31.0 or newer is needed`])
  })

  it('with a Go that is too old says so', async () => {
    const folder = await temporaryFolder()
    const go = await writeProgram(join(folder, 'go'), 'echo go1.22.4')
    await expect(binaryPath('jaeger', { env: { PATH: folder, TOKENSCOPE_CACHE: folder } })).rejects.toThrow(
      `cannot be built: ${go} is Go 1.22.4, 1.26 or newer is needed.`,
    )
  })
})

describe('a Go that is a little too old', () => {
  it('is taken when it may fetch the newer one, and refused when it may not', async () => {
    const folder = await temporaryFolder()
    const automatic = await writeProgram(join(folder, 'auto/go'), 'printf "go1.26.2\\nauto\\n"')
    const local = await writeProgram(join(folder, 'local/go'), 'printf "go1.26.2\\nlocal\\n"')
    expect(await findGo({ PATH: join(folder, 'auto') })).toEqual({ path: automatic, version: '1.26.2' })
    expect(await findGo({ PATH: join(folder, 'local') })).toEqual({
      path: undefined,
      reason: `${local} is Go 1.26.2 and may not fetch the 1.26.8 that is needed (GOTOOLCHAIN=local)`,
    })
  })

  it('is the one that each go.mod names', async () => {
    for (const name of ['alertmanager', 'docker-compose', 'jaeger', 'prometheus']) {
      expect(await readFile(join(collectorFolder(), 'binaries', name, 'go.mod'), 'utf8')).toContain(`\ngo ${MODULES_GO}\n`)
    }
  })
})

describe('the version of a program', () => {
  it.each([
    ['tokenscope-otelcol version 0.161.0', '0.161.0'],
    ['prometheus, version 3.16.0 (branch: HEAD)\n  go version: go1.26.8', '3.16.0'],
    ['{"gitCommit":"","gitVersion":"v2.2.0"}', '2.2.0'],
    ['alertmanager, version  (branch: )\n  go version:  go1.26.8', undefined],
    ['{"gitCommit":"","gitVersion":""}', undefined],
  ])('is read from %j', (text, version) => expect(findVersion(text)).toBe(version))

  it('is compared by numbers, not by letters', () => {
    const pairs: [string, string][] = [
      ['0.161.0', '0.161.0'],
      ['0.99.0', '0.161.0'],
      ['1.0.0', '0.161.0'],
      ['3.5', '3.5.0'],
      ['1.26.8', '1.26'],
    ]
    expect(pairs.map(([version, minimum]) => isAtLeast(version, minimum))).toEqual([true, false, true, true, true])
  })
})
