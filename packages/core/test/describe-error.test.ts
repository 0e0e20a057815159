import { describe, expect, it } from 'vitest'
import { describeError } from '../src/index.ts'

class RateLimitError extends Error {
  status = 429
}

/** As a minifier leaves it. */
class ts extends Error {
  code = 'rate_limit_exceeded'
}

describe('the type of an error', () => {
  it.each([
    ['its class', new RateLimitError('x'), 'RateLimitError'],
    ['its code, where a minifier named the class', new ts('x'), 'rate_limit_exceeded'],
    ['its code, where the class says nothing', Object.assign(new Error('x'), { code: 'server_overloaded' }), 'server_overloaded'],
    ['its type, where the code is a number', Object.assign(new Error('x'), { code: 503, type: 'overloaded' }), 'overloaded'],
    ['one name for a lost connection: reset', new TypeError('terminated', { cause: { code: 'ECONNRESET' } }), 'connection_error'],
    ['one name for a lost connection: socket', new TypeError('terminated', { cause: { code: 'UND_ERR_SOCKET' } }), 'connection_error'],
    ['its name, where there is no more', new DOMException('x', 'DataCloneError'), 'DataCloneError'],
    ['_OTHER, where a code could be anything', Object.assign(Object.create(null), { code: 'user 4711 said: hello' }), '_OTHER'],
    ['_OTHER for what is no object', 'a text', '_OTHER'],
    ['_OTHER for null', null, '_OTHER'],
  ])('is %s', (_name, error, type) => {
    expect(describeError(error).type).toBe(type)
  })

  it('is the class that the caller knows, where a minifier renamed it', () => {
    expect(describeError(new ts('x'), 'RateLimitError').type).toBe('RateLimitError')
  })

  it('is _OTHER where its getters throw', () => {
    const hostile = Object.defineProperty({}, 'message', {
      get: () => {
        throw new Error('no')
      },
    })
    expect(describeError(hostile)).toEqual({ type: '_OTHER', message: '', statusCode: undefined })
  })
})
