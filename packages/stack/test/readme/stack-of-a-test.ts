import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@tokenscope/stack'

const stack = await startStack({
  dataFolder: await mkdtemp(join(tmpdir(), 'stack-')),
  ports: 'any',
  components: ['collector', 'jaeger'],
  env: { TOKENSCOPE_DECISION_WAIT: '1s' },
})
await stack.component('jaeger').kill('SIGKILL')
await stack.component('jaeger').start() // same port, same data
await stack.shutdown()
