import { appendFile, chmod, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate, parseTargets } from '@tokenscope/sla'
import { describe, expect, it } from 'vitest'
import { inFolder } from './in-folder.ts'

const MODEL = 'model: m\n'
const FILES = generate(parseTargets(MODEL))
const PATHS = FILES.map(({ path }) => path).sort()

describe('tokenscope sla generate', () => {
  it('writes every file that the targets give, and leaves a current folder alone', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      expect(await sla('generate', 'sla.yaml', '-o', 'deep/out', '--check')).toMatchObject({ code: 1 })
      expect(await sla('generate', 'sla.yaml', '-o', 'deep/out')).toMatchObject({ code: 0, stderr: '' })
      for (const { path: name, content } of FILES) expect(await readFile(join(path, 'deep/out', name), 'utf8')).toBe(content)
      expect(await sla('generate', '-o', 'deep/out')).toEqual({ code: 0, stdout: 'deep/out is current; nothing is written.\n', stderr: '' })
      expect(await sla('generate', '-o', 'deep/out', '--check')).toEqual({ code: 0, stdout: 'deep/out is current.\n', stderr: '' })
      expect(await readdir(join(path, 'deep'))).toEqual(['out'])
    })
  })

  it('replaces what it generated when the targets change, files of old scopes too', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      await sla('generate', '-o', 'out')
      await write('sla.yaml', 'model: n\n')
      const check = await sla('generate', '-o', 'out', '--check', '--json')
      expect(check.code).toBe(1)
      const { missing, obsolete, edited, foreign } = JSON.parse(check.stdout)
      expect([edited, foreign]).toEqual([[], []])
      expect(missing).toContain('rules/scope-n.rules.yml')
      expect(obsolete).toContain('rules/scope-m.rules.yml')
      expect((await sla('generate', '-o', 'out')).code).toBe(0)
      expect(await readdir(join(path, 'out/rules'))).toEqual(
        PATHS.filter((name) => name.startsWith('rules/')).map((name) => name.slice(6).replace('-m.', '-n.')),
      )
    })
  })

  it('never writes over files that it did not generate, not even with --force', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      await mkdir(join(path, 'out'))
      await writeFile(join(path, 'out/mine.yml'), 'mine')
      await mkdir(join(path, 'out/rules'))
      const message =
        'Nothing is written: out holds files that were not generated. Move them, or give another folder with --out.\n  mine.yml\n  rules\n'
      expect(await sla('generate', '-o', 'out')).toEqual({ code: 1, stdout: '', stderr: message })
      expect(await sla('generate', '-o', 'out', '--force')).toEqual({ code: 1, stdout: '', stderr: message })
      expect(await readdir(join(path, 'out'))).toEqual(['mine.yml', 'rules'])
    })
  })

  it('writes over what was changed by hand only with --force', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      await sla('generate', '-o', 'out')
      const file = join(path, 'out/rules/alerts.rules.yml')
      await appendFile(file, '# mine\n')
      expect(await sla('generate', '-o', 'out', '--check')).toEqual({
        code: 1,
        stdout: 'out is not current:\n  changed by hand: rules/alerts.rules.yml\n',
        stderr: '',
      })
      expect(await sla('generate', '-o', 'out')).toEqual({
        code: 1,
        stdout: '',
        stderr:
          'Nothing is written: these files of out were changed by hand. Keep a copy, then --force writes over them.\n  rules/alerts.rules.yml\n',
      })
      expect(await readFile(file, 'utf8')).toContain('# mine')
      expect((await sla('generate', '-o', 'out', '--force')).code).toBe(0)
      expect(await readFile(file, 'utf8')).not.toContain('# mine')
    })
  })

  it('writes nothing where the targets have errors, and says them', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', 'availability: 99.5\n')
      const { code, stdout, stderr } = await sla('generate', '-o', 'out')
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^sla\.yaml:1:15: error\n[\s\S]*\nNothing is generated: sla\.yaml has errors\.\n$/)
      expect(await readdir(path)).toEqual(['sla.yaml'])
    })
  })

  it('makes rules and boards for classic histograms alone, where it is asked to', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      expect((await sla('generate', '-o', 'out', '--classic-histograms')).code).toBe(0)
      for (const { path: name, content } of generate(parseTargets(MODEL), { histograms: 'classic' })) {
        expect(await readFile(join(path, 'out', name), 'utf8')).toBe(content)
        expect(content).not.toContain('histogram_count(')
      }
      expect((await sla('generate', '-o', 'out', '--classic-histograms', '--check')).code).toBe(0)
      expect((await sla('generate', '-o', 'out', '--check')).code).toBe(1)
    })
  })

  it('keeps a link to a folder a link', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      await mkdir(join(path, 'real'))
      await symlink('real', join(path, 'out'))
      expect((await sla('generate', '-o', 'out')).code).toBe(0)
      expect((await lstat(join(path, 'out'))).isSymbolicLink()).toBe(true)
      expect(await readdir(join(path, 'real'))).toContain('rules')
    })
  })

  it('says so where the folder is a file, and where nothing may be written', async () => {
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', MODEL)
      expect(await sla('generate', '-o', 'sla.yaml')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'sla.yaml cannot be used as a folder (ENOTDIR); give another one with --out.\n',
      })
      if (process.getuid?.() === 0) return
      await mkdir(join(path, 'locked'))
      await chmod(join(path, 'locked'), 0o555)
      const { code, stderr } = await sla('generate', '-o', 'locked/out')
      expect([code, stderr]).toEqual([1, 'locked/out could not be written (EACCES) and is as it was.\n'])
    })
  })
})
