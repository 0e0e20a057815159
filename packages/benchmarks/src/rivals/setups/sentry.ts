import type { Subject } from '../../contenders/contender.ts'
import { newRivalClient } from '../new-rival-client.ts'
import type { Load } from '../rival.ts'

interface Sentry {
  init(options: object): void
  flush(timeout: number): Promise<boolean>
}

/** Every call traced, no personal data (the default, so no content), a transport that drops. */
export function setUp(load: Load): Subject {
  let envelopes = 0
  const send = async (): Promise<object> => {
    envelopes++
    return { statusCode: 200 }
  }
  const sentry = load('@sentry/node') as Sentry
  sentry.init({
    dsn: 'https://key@sentry.invalid/1',
    tracesSampleRate: 1,
    sendDefaultPii: false,
    transport: () => ({ send, flush: async () => true }),
  })
  return {
    client: newRivalClient(load),
    async flush() {
      await sentry.flush(5000)
    },
    recorded: () => envelopes,
  }
}
