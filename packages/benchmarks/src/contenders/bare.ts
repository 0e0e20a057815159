import type { Contender } from './contender.ts'
import { ownVersion } from './own-version.ts'

/** The client as it is: what all others of the same version are compared with. */
export const bare: Contender = {
  id: 'bare',
  title: 'bare client',
  openai: ownVersion('openai'),
  base: 'bare',
  async setUp() {
    const { newClient } = await import('./new-client.ts')
    return { client: newClient() as never, flush: async () => undefined }
  },
}
