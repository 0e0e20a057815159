import { runProgram } from './run-program.ts'
import { Unavailable } from './unavailable.ts'

/** A Python that can make virtual environments. */
export interface Python {
  readonly program: string
  /** What its binary packages depend on: `linux-x86_64-cpython-311`. */
  readonly platform: string
}

const PROGRAM = 'python3'

/** `ensurepip` is asked for because Debian's `python3` brings `venv` and leaves out what it needs. */
const ASK = `
import ensurepip, sys, sysconfig, venv
print(sys.version_info >= (3, 10), sysconfig.get_platform() + "-" + sys.implementation.cache_tag)
`

/** @throws {Unavailable} when there is none */
export async function findPython(): Promise<Python> {
  if (process.platform === 'win32') throw new Unavailable('the real model needs Linux or macOS')
  const answer = await runProgram(PROGRAM, ['-I', '-c', ASK]).catch((cause: unknown) => {
    const recipe = 'install it (Debian and Ubuntu: apt-get install python3 python3-venv)'
    throw new Unavailable(`the real model needs ${PROGRAM} with venv; ${recipe}`, { cause })
  })
  const [isNewEnough, platform] = answer.split(' ')
  if (isNewEnough !== 'True' || platform === undefined)
    throw new Unavailable(`the real model needs Python 3.10 or newer; ${PROGRAM} is ${platform}`)
  return { program: PROGRAM, platform }
}
