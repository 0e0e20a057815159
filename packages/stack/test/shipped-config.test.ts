import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { TOOLS } from '../src/binaries/tools.ts'
import { collectorFolder } from '../src/layout/folders.ts'
import { PORT_NAMES, PORTS, type Ports, replaceAddresses, toEnvironment } from '../src/layout/ports.ts'

const read = async (name: string): Promise<string> => await readFile(join(collectorFolder(), name), 'utf8')
const DEFAULTS = Object.fromEntries(PORT_NAMES.map((name) => [name, PORTS[name].default])) as Ports
const SHIFTED = Object.fromEntries(PORT_NAMES.map((name) => [name, PORTS[name].default + 1000])) as Ports

describe('the shipped configuration', () => {
  it('has the default address of each variable that the table of ports has', async () => {
    const text = `${await read('single-node.yaml')}${await read('jaeger.yaml')}`
    const found = [...text.matchAll(/\$\{env:(TOKENSCOPE_\w+):-([^}]*)\}/g)].map(([, name = '', value = '']) => [name, value] as const)
    const known = toEnvironment(DEFAULTS)
    const addresses = Object.fromEntries(found.filter(([, value]) => /127\.0\.0\.1|^\d{4,5}$/.test(value) && value !== '1024'))
    expect(addresses).toEqual(known)
  })

  it('uses no component of the Collector that a binary on PATH is not asked for', async () => {
    const config = parse(await read('single-node.yaml')) as Record<string, Record<string, unknown>>
    const used = ['receivers', 'processors', 'connectors', 'exporters', 'extensions'].flatMap((kind) => Object.keys(config[kind] ?? {}))
    const asked = TOOLS.otelcol.needs?.words ?? []
    expect([...new Set(used.map((name) => name.split('/')[0]))].filter((name) => !asked.includes(`name: ${name}\n`))).toEqual([])
  })

  it('has in its copies for Prometheus the real addresses, and no default one', async () => {
    const copy = replaceAddresses(await read('prometheus/prometheus.yml'), SHIFTED)
    expect(copy).toContain("targets: ['127.0.0.1:10090']")
    expect(copy).toContain("targets: ['127.0.0.1:9888']")
    expect(copy).toContain("targets: ['127.0.0.1:10093']")
    expect(parse(copy)).toMatchObject({ alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:10093'] }] }] } })
  })
})

describe('addresses', () => {
  it('are replaced where they are the default of a port, and nowhere else', () => {
    const text = 'http://127.0.0.1:9090/x localhost:4318 127.0.0.1:9094 10.0.0.1:9090 127.0.0.1:90901'
    expect(replaceAddresses(text, SHIFTED)).toBe('http://127.0.0.1:10090/x localhost:5318 127.0.0.1:9094 10.0.0.1:9090 127.0.0.1:90901')
  })
})
