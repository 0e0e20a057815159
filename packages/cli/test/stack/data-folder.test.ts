import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stackCommandLine } from '../../src/stack/stack-command-line.ts'
import { runTokenscope } from '../run-tokenscope.ts'
import { stackFolder } from './stack-folder.ts'

const ANOTHER = 'Choose another one: --data FOLDER, or set XDG_DATA_HOME.\n'

describe('the data folder of tokenscope stack', () => {
  it('that is a file, or below one, is refused with what to do', async () => {
    const { folder } = await stackFolder()
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await runTokenscope(['stack', 'up', '--data', file])).toEqual({
      code: 1,
      stdout: '',
      stderr: `The folder ${file} cannot be used: it, or a part of its path, is a file (EEXIST). ${ANOTHER}`,
    })
    expect((await runTokenscope(['stack', 'up', '--data', join(file, 'data')])).stderr).toBe(
      `The folder ${file}/data cannot be used: it, or a part of its path, is a file (EEXIST). ${ANOTHER}`,
    )
  })

  it.runIf(process.platform === 'linux')('where nothing can be made is refused at once', async () => {
    expect((await runTokenscope(['stack', 'up', '--data', '/proc/x/y'])).stderr).toBe(
      `The folder /proc/x/y cannot be used: nothing can be made there (ENOENT). ${ANOTHER}`,
    )
  })

  it.each(['status', 'down'])('with a list of processes that cannot be read is told of by %s, with what to do', async (action) => {
    const { data } = await stackFolder()
    await mkdir(data)
    const file = join(data, 'stack.json')
    await writeFile(file, '{"format":1}')
    const { code, stderr } = await runTokenscope(['stack', action, '--data', data])
    await writeFile(file, '{"format":1,"ports":{},"components":{}}')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${file} cannot be read (ports or components are missing). See what still runs, stop it, and delete the file.\n`,
    })
  })

  it.each(['status', 'down'])('whose list of processes may not be read is no folder without a stack for %s', async (action) => {
    const { data } = await stackFolder()
    const file = join(data, 'stack.json')
    // What root may not read either.
    await mkdir(file, { recursive: true })
    const { code, stderr } = await runTokenscope(['stack', action, '--data', data])
    await rm(file, { recursive: true })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${file} may not be read (EISDIR): whether a stack runs there is not known. Ask as the user who started it.\n`,
    })
  })

  it('is named in what to type next, as a shell reads it', () => {
    expect(stackCommandLine('down', undefined)).toBe('tokenscope stack down')
    expect(stackCommandLine('down', '/srv/llm-1')).toBe('tokenscope stack down --data /srv/llm-1')
    expect(stackCommandLine('status', "/my data/it's")).toBe(String.raw`tokenscope stack status --data '/my data/it'\''s'`)
  })
})
