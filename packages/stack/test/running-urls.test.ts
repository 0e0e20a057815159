import { expect, it } from 'vitest'
import { PORT_NAMES, PORTS, type Ports } from '../src/layout/ports.ts'
import { identify, type ProcessIdentity } from '../src/processes/process-identity.ts'
import { writeState } from '../src/stack-state.ts'
import { runningUrls } from '../src/status/running-urls.ts'
import { temporaryFolder } from './temporary-folder.ts'

const ports = Object.fromEntries(PORT_NAMES.map((name) => [name, PORTS[name].default + 1000])) as Ports

it('a stack on other ports is found as long as any of it runs', async () => {
  const dataFolder = await temporaryFolder()
  const write = async (identity: ProcessIdentity): Promise<void> => {
    const jaeger = { identity, program: '/jaeger', version: '2.2.0', logFile: '/log', startedAtMs: 0 }
    await writeState(dataFolder, { format: 1, ports, configFolder: '/config', components: { jaeger } })
  }
  expect(await runningUrls({ dataFolder })).toBeUndefined()
  await write(identify(process.pid)!)
  expect(await runningUrls({ dataFolder })).toMatchObject({ otlpHttp: 'http://127.0.0.1:5318', jaeger: 'http://127.0.0.1:17686' })
  await write({ pid: process.pid, started: 'in another life' })
  expect(await runningUrls({ dataFolder })).toBeUndefined()
})
