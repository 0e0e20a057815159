import { formatTargets, parseTargets } from '@tokenscope/sla'
import { describe, expect, it } from 'vitest'
import { inFolder } from './in-folder.ts'

describe('tokenscope sla explain', () => {
  it('says of one alert what it means, its query, the arithmetic, how to act and to silence', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('strict.yaml', 'model: m\nerror_rate: 0.05%\n')
      const { code, stdout } = await sla('explain', 'LLMSLOBurnRatePage', '--targets', 'strict.yaml')
      expect(code).toBe(0)
      expect(stdout.split('\n').filter((line) => /^[A-Z]/.test(line))).toEqual([
        'LLMSLOBurnRatePage  critical, slo',
        'What it means',
        'When it comes',
        'The arithmetic',
        'The first five minutes',
        'Likely causes',
        'How to silence it',
        'When to call somebody',
      ])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain('over 14.4 × 0.05% = 0.72% bad in 1h and in 5m, with at least 5 bad requests')
    })
  })

  it('lists the alerts of these targets, by the defaults where there is no file', async () => {
    await inFolder(async ({ sla, write }) => {
      const { stdout } = await sla('explain')
      expect(stdout).toMatch(/^LLMSLOBurnRatePage +critical {2}slo$/m)
      expect(stdout).toMatch(/^SystemMemoryHigh +warning {3}host$/m)
      await write('sla.yaml', 'model: [a]')
      expect(await sla('explain')).toMatchObject({ code: 1, stdout: '' })
    })
  })
})

describe('tokenscope sla export and import', () => {
  it('give the same targets back, and say apart from them what was left out', async () => {
    await inFolder(async ({ sla, write }) => {
      const text = 'model: qwen/3\nwindow: 7d\n'
      await write('sla.yaml', `${text}queue_time: 2s\n`)
      const exported = await sla('export')
      expect(exported).toMatchObject({
        code: 0,
        stderr: 'Left out: queue_time of qwen-3: a limit without a share of events has no budget.\n',
      })
      await write('openslo.yaml', exported.stdout)
      const imported = await sla('import')
      expect(imported).toEqual({ code: 0, stdout: formatTargets(parseTargets(text)), stderr: '' })
      await write('openslo.yaml', exported.stdout.replace('isRolling: true', 'isRolling: false'))
      expect(await sla('import')).toMatchObject({ code: 1, stdout: '' })
    })
  })
})
