import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fakeNvidiaSmi } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { createInstantTool } from '../src/gpu/instant-tool.ts'

test('the tool asks the real one once for each question and then repeats it; other tools say what they are given', async () => {
  const fake = await fakeNvidiaSmi({ gpus: [{ name: 'NVIDIA T4' }, {}] })
  const tool = await createInstantTool(fake.command, { lspci: 'a\nb\n' })
  try {
    const ask = (name: string, ...args: string[]): string => execFileSync(join(tool.folder, name), args, { encoding: 'utf8' })
    const names = (): string => ask('nvidia-smi', '--query-gpu=index,name', '--format=csv,noheader')
    expect([names(), names()]).toEqual(['0, NVIDIA T4\n1, NVIDIA H100 80GB HBM3\n', '0, NVIDIA T4\n1, NVIDIA H100 80GB HBM3\n'])
    expect(ask('nvidia-smi', '-L').split('\n')[0]).toBe('GPU 0: NVIDIA T4 (UUID: GPU-00000000-0000-0000-0000-000000000000)')
    expect(ask('lspci', '-vvv')).toBe('a\nb\n')
    expect((await fake.calls()).map(({ args }) => args[0])).toEqual(['--query-gpu=index,name', '-L'])
  } finally {
    await tool.close()
    await fake.close()
  }
  expect(existsSync(tool.folder)).toBe(false)
})
