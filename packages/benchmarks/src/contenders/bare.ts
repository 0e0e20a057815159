import type { Contender } from './contender.ts'

/** The client as it is: what all others are compared with. */
export const bare: Contender = {
  id: 'bare',
  title: 'bare client',
  async setUp() {
    const { newClient } = await import('./new-client.ts')
    return { client: newClient() as never, flush: async () => undefined }
  },
}
