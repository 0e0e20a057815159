import { describe, expect, it } from 'vitest'
import { waitFor } from '../src/wait-for.ts'

describe('waitFor', () => {
  it('resolves with the first truthy answer, and asks no more', async () => {
    const answers = [undefined, 0, '', 'there', 'more']
    expect(await waitFor(() => answers.shift(), { intervalMs: 1 })).toBe('there')
    expect(answers).toEqual(['more'])
  })

  it('waits for answers that are promises, and takes a question that throws as a no', async () => {
    let asked = 0
    const question = async (): Promise<number> => {
      asked += 1
      if (asked < 3) throw new Error('not yet')
      return asked
    }
    expect(await waitFor(question, { intervalMs: 1 })).toBe(3)
  })

  it('tells after the timeout what it waited for', async () => {
    await expect(waitFor(() => false, { timeoutMs: 5, what: 'the server' })).rejects.toThrow(new Error('waited 5 ms for the server'))
  })

  it('tells what the last question threw', async () => {
    const cause = new Error('ECONNREFUSED')
    const waiting = waitFor(() => Promise.reject(cause), { timeoutMs: 5, intervalMs: 1, what: 'the server' })
    await expect(waiting).rejects.toMatchObject({ message: 'waited 5 ms for the server; the last try threw: ECONNREFUSED', cause })
  })

  it('gives up on a question that is never answered', async () => {
    await expect(waitFor(() => new Promise<never>(() => {}), { timeoutMs: 5 })).rejects.toThrow('waited 5 ms for an answer')
  })
})
