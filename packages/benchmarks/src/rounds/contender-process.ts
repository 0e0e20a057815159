import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Result, Task } from '../measures/measure.ts'

type Message = { readonly ready: true } | { readonly result: Result } | { readonly error: string }

/** One contender in a process of its own: its own modules, its own heap, its own compiled code. */
export class ContenderProcess {
  readonly id: string
  readonly #child: ChildProcess

  private constructor(id: string, child: ChildProcess) {
    this.id = id
    this.#child = child
  }

  /** @param execArgv further flags of Node */
  static async start(id: string, execArgv: readonly string[]): Promise<ContenderProcess> {
    const file = join(import.meta.dirname, '..', 'contender-command.ts')
    const execArgvOfChild = ['--expose-gc', '--no-warnings', ...execArgv]
    // What a contender prints is not ours to show: the table goes to the standard output.
    const child = fork(file, [id], { execArgv: execArgvOfChild, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const started = new ContenderProcess(id, child)
    const message = await started.#answer()
    if ('error' in message) throw new Error(message.error)
    return started
  }

  async run(task: Task): Promise<Result> {
    const answer = this.#answer()
    this.#child.send(task)
    const message = await answer
    if ('result' in message) return message.result
    throw new Error('error' in message ? message.error : 'no result')
  }

  stop(): void {
    this.#child.kill()
  }

  #answer(): Promise<Message> {
    return new Promise((resolve, reject) => {
      const exited = (code: number | null): void => reject(new Error(`the process ended with code ${code}`))
      this.#child.once('exit', exited)
      this.#child.once('message', (message: Message) => {
        this.#child.off('exit', exited)
        resolve(message)
      })
    })
  }
}
