import { connect, createServer } from 'node:net'
import { StackError } from '../stack-error.ts'
import { claimPort } from './claim-port.ts'
import { portOwner } from './port-owner.ts'
import { type ComponentName, HOST, PORT_NAMES, PORTS, type PortName, type Ports } from './ports.ts'

/** Below the range from which systems take ports for outgoing connections. */
const ANY_FROM = 20_000
const ANY_TO = 32_000
const TRIES = 200

/** Which ports are wanted: numbers of the user's own, 0 for any free one, `'any'` for free ones throughout. */
export type WantedPorts = Partial<Record<PortName, number>> | 'any'

/**
 * Chooses a number for every port and proves that those of `components` are free.
 * @throws {StackError} that names every port in the way, what it is for, and who holds it where the system tells.
 */
export async function choosePorts(wanted: WantedPorts, components: readonly ComponentName[]): Promise<Ports> {
  const chosen: Partial<Record<PortName, number>> = {}
  const taken: string[] = []
  for (const name of PORT_NAMES) {
    const port = wanted === 'any' ? 0 : (wanted[name] ?? PORTS[name].default)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new StackError(
        `The port of ${PORTS[name].component} for ${PORTS[name].purpose} is ${port}; a port is a whole number from 0 to 65535.`,
      )
    }
    chosen[name] = port === 0 ? await freePort(Object.values(chosen)) : port
  }
  const ports = chosen as Ports
  for (const name of PORT_NAMES) {
    if (components.includes(PORTS[name].component) && !(await isFree(ports[name]))) taken.push(await describeTaken(name, ports[name]))
  }
  if (taken.length > 0) {
    throw new StackError(
      [...taken, 'Nothing was started. Stop what is in the way, or choose other ports: --port-offset 1000, --any-port.'].join('\n'),
    )
  }
  return ports
}

async function describeTaken(name: PortName, port: number): Promise<string> {
  const owner = await portOwner(port)
  const by = owner === undefined ? '' : ` by ${owner.program} (process ${owner.pid})`
  return `Port ${port} is taken${by}: ${PORTS[name].component} needs it for ${PORTS[name].purpose}.`
}

async function freePort(others: readonly number[]): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const port = ANY_FROM + Math.floor(Math.random() * (ANY_TO - ANY_FROM))
    if (!others.includes(port) && (await isFree(port)) && (await claimPort(port))) return port
  }
  throw new StackError(`No free port was found between ${ANY_FROM} and ${ANY_TO}.`)
}

/** Nobody answers there, and it can be listened on. */
async function isFree(port: number): Promise<boolean> {
  return !(await answers(port)) && (await canListen(port))
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host: HOST, port })
    const end = (result: boolean): void => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

async function canListen(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
