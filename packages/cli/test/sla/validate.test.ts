import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_TARGETS, parseTargets } from '@tokenscope/sla'
import { describe, expect, it } from 'vitest'
import { inFolder } from './in-folder.ts'

const BAD = `p95_response_time: 3000
availability: 99.5%
notify:
  - type: slack
    channel: '#llm'
    url: https://hooks.slack.com/services/T0/B0/XyzSecret
`

describe('tokenscope sla init', () => {
  it('writes a file that means the defaults, and that validate finds good', async () => {
    await inFolder(async ({ path, sla }) => {
      expect(await sla('init')).toMatchObject({ code: 0, stderr: '' })
      const text = await readFile(join(path, 'sla.yaml'), 'utf8')
      expect(parseTargets(text)).toEqual(DEFAULT_TARGETS)
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=https://unpkg.com/@tokenscope/sla/schema/sla.schema.json')
      expect(await sla('validate')).toEqual({
        code: 0,
        stdout: 'sla.yaml is good: 1 scope.\n  all: p95 3 s, p99 5 s, available 99.5%, errors 0.1%\n',
        stderr: '',
      })
    })
  })

  it('names the schema that is installed beside the file', async () => {
    await inFolder(async ({ path, sla }) => {
      await mkdir(join(path, 'node_modules/@tokenscope/sla/schema'), { recursive: true })
      await writeFile(join(path, 'node_modules/@tokenscope/sla/schema/sla.schema.json'), '{}')
      await sla('init', 'my.yaml')
      const text = await readFile(join(path, 'my.yaml'), 'utf8')
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./node_modules/@tokenscope/sla/schema/sla.schema.json')
    })
  })

  it('never writes over a file without --force', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', 'mine')
      expect(await sla('init')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'sla.yaml is there already and stays as it is; tokenscope sla init --force writes over it.\n',
      })
      expect(await readFile(join(path, 'sla.yaml'), 'utf8')).toBe('mine')
      expect((await sla('init', '--force')).code).toBe(0)
      expect(await readFile(join(path, 'sla.yaml'), 'utf8')).not.toBe('mine')
    })
  })
})

describe('tokenscope sla validate', () => {
  it('shows each problem with its line, a mark and what to type, and no secret', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', BAD)
      expect(await sla('validate', 'sla.yaml')).toEqual({
        code: 1,
        stdout: `sla.yaml:1:20: error
  p95_response_time 3000 has no unit.
  1 | p95_response_time: 3000
    |                    ^^^^
  Write 3000ms or 3000s.

sla.yaml:4:5: error
  A receiver of type slack needs url_file.
  4 |   - type: slack
    |     ^^^^^^^^^^^
  Write url_file: /etc/tokenscope/slack-url.

sla.yaml:6:5: error
  url would hold a secret, and secrets do not belong in this file.
  6 |     url: …
    |     ^^^
  Write the secret into a file of its own and type url_file: /path/to/it.

sla.yaml cannot be used: 3 errors.
`,
        stderr: '',
      })
    })
  })

  it('prints the same as JSON, and what a good file means', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', BAD)
      const bad = await sla('validate', '--json')
      expect(bad.code).toBe(1)
      expect(bad.stdout).not.toContain('XyzSecret')
      const { problems, ...rest } = JSON.parse(bad.stdout)
      expect(rest).toEqual({ file: 'sla.yaml', valid: false })
      expect(problems[0]).toEqual({
        severity: 'error',
        message: 'p95_response_time 3000 has no unit',
        remedy: 'Write 3000ms or 3000s.',
        line: 1,
        column: 20,
        length: 4,
        excerpt: 'p95_response_time: 3000',
      })
      await write('good.yaml', 'model: m\np95_response_time: 4s\n')
      const good = JSON.parse((await sla('validate', 'good.yaml', '--json')).stdout)
      expect(good).toMatchObject({ file: 'good.yaml', valid: true, problems: [{ severity: 'warning', line: 2 }] })
      expect(parseTargets(good.asYaml)).toEqual(good.targets)
    })
  })

  it('says of a file with warnings alone that it is good', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', 'availability: 98%')
      const { code, stdout } = await sla('validate')
      expect(code).toBe(0)
      expect(stdout).toContain('sla.yaml:1:15: warning\n')
      expect(stdout).toContain('\nsla.yaml is good, with 1 warning: 1 scope.\n')
    })
  })

  it.each<[name: string, prepare: string | Uint8Array | undefined, message: string]>([
    ['none.yaml', undefined, 'There is no none.yaml; tokenscope sla init writes one, or name the file.'],
    ['latin.yaml', Uint8Array.from([0x6d, 0x3a, 0x20, 0xe4]), 'latin.yaml is not UTF-8 text; save it as UTF-8.'],
    ['huge.yaml', 'x'.repeat(10_000_000), 'huge.yaml has 10 MiB: that is no file of targets.'],
    ['.', undefined, '. is a folder; name the file: sla.yaml.'],
  ])('ends with 2 where %s cannot be read', async (name, content, message) => {
    await inFolder(async ({ sla, write }) => {
      if (content !== undefined) await write(name, content)
      expect(await sla('validate', name)).toEqual({
        code: 2,
        stdout: '',
        stderr: `${message}\nRun tokenscope --help to see what there is.\n`,
      })
    })
  })

  it.each<[args: string[], message: string]>([
    [[], 'tokenscope sla needs to know what to do: one of init, validate, generate, check, explain, import, export.'],
    [
      ['validat'],
      'tokenscope sla cannot "validat" (did you mean validate?); it can init, validate, generate, check, explain, import, export.',
    ],
    [['init', '--json'], '--json means nothing to tokenscope sla init; it is an option of validate and generate and explain.'],
    [['generate'], 'tokenscope sla generate needs a folder: tokenscope sla generate sla.yaml -o out.'],
    [
      ['explain', 'LLMSLOBurnRatePag'],
      'There is no alert "LLMSLOBurnRatePag" by these targets (did you mean LLMSLOBurnRatePage?); tokenscope sla explain lists all.',
    ],
  ])('answers sla %j with what is allowed', async (args, message) => {
    await inFolder(async ({ sla }) => {
      expect(await sla(...args)).toEqual({ code: 2, stdout: '', stderr: `${message}\nRun tokenscope --help to see what there is.\n` })
    })
  })
})
