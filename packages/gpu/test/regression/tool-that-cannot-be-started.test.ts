import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startGpuMetrics } from '../../src/gpu-metrics.ts'
import { until } from '../until.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tokenscope-gpu-'))
  onTestFinished(async () => await rm(path, { recursive: true, force: true }))
  return path
}

/** Most errors of a start come as an event; these are thrown, as one of too little memory would be. */
describe('a tool that cannot be started', () => {
  it.each(['ENOTDIR', 'ELOOP'])('(%s) is told, and harms nobody', async (code) => {
    const path = await folder()
    await writeFile(join(path, 'file'), '')
    await symlink('nvidia-smi', join(path, 'nvidia-smi'))
    const command = code === 'ELOOP' ? join(path, 'nvidia-smi') : join(path, 'file', 'nvidia-smi')
    await using gpu = startGpuMetrics({ command })
    const { failure } = await until('a failure', () => gpu.describe().tool.failure && gpu.describe().tool)
    expect(failure).toEqual({ reason: 'spawn_failed', message: `${command} could not be started (${code})` })
  })

  it('with arguments that are too long is told', async () => {
    const command = join(await folder(), 'nvidia-smi')
    await writeFile(command, '#!/bin/sh\nexit 0\n')
    await chmod(command, 0o755)
    await using gpu = startGpuMetrics({ command, commandArgs: ['x'.repeat(200_000)] })
    await until('a failure', () => gpu.describe().tool.failure)
    expect(gpu.describe().tool.failures).toEqual({ spawn_failed: 1 })
  })
})
