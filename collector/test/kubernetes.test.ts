import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { binaryPath, collectorFolder, missingBinaries } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

type Labels = Readonly<Record<string, string>>

interface Container {
  readonly image: string
  readonly args: readonly string[]
  readonly env: readonly { readonly name: string; readonly value?: string }[]
  readonly ports: readonly { readonly name: string }[]
  readonly resources: { readonly limits: { readonly memory: string } }
  readonly readinessProbe?: unknown
  readonly livenessProbe?: unknown
}

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly replicas?: number
    readonly serviceName?: string
    readonly selector?: Labels & { readonly matchLabels?: Labels }
    readonly podSelector?: { readonly matchLabels?: Labels }
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string }
    readonly ports?: readonly { readonly targetPort: string }[]
    readonly template?: { readonly metadata: { readonly labels: Labels }; readonly spec: { readonly containers: readonly Container[] } }
  }
}

interface Kustomization {
  readonly resources: readonly string[]
  readonly configMapGenerator: readonly {
    readonly name: string
    readonly files?: readonly string[]
    readonly literals?: readonly string[]
  }[]
}

const FOLDER = join(collectorFolder(), 'kubernetes')
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8')
const kustomization = parse(read('kustomization.yaml')) as Kustomization
const manifests = kustomization.resources.flatMap((file) => parseAllDocuments(read(file)).map((each) => each.toJS() as Manifest))
const workloads = manifests.flatMap(({ kind, metadata, spec }) => {
  const container = spec?.template?.spec.containers[0]
  return container === undefined ? [] : [{ kind, name: metadata.name, spec, container, labels: spec.template?.metadata.labels ?? {} }]
})
const missing = await missingBinaries(['otelcol'])

function ofKind(kind: string): Manifest[] {
  return manifests.filter((each) => each.kind === kind)
}

/** Workloads whose pods have all of these labels. */
function selectedBy(wanted: Labels | undefined): string[] {
  const pairs = Object.entries(wanted ?? {})
  return workloads.filter(({ labels }) => pairs.every(([key, value]) => labels[key] === value)).map(({ name }) => name)
}

/** What a pod's environment is on a cluster, with the addresses of the ConfigMap. */
function environmentOf({ env }: Container): Record<string, string> {
  const literals = kustomization.configMapGenerator.flatMap(({ literals = [] }) => literals.map((each) => each.split(/=(.*)/s).slice(0, 2)))
  return { ...Object.fromEntries(literals), ...Object.fromEntries(env.map(({ name, value = 'node-1' }) => [name, value])) }
}

function mebibytes(size: string): number {
  return Number.parseInt(size, 10) * (size.includes('G') ? 1024 : 1)
}

it('kustomization.yaml names every manifest of the folder', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && !['kustomization.yaml', 'agent-node.yaml'].includes(file))
  expect([...kustomization.resources].sort()).toEqual(files.sort())
})

it('there are an agent, a gateway and a sampler, of the kinds that fit', () => {
  expect(workloads.map(({ kind, name }) => [kind, name])).toEqual([
    ['DaemonSet', 'tokenscope-agent'],
    ['Deployment', 'tokenscope-gateway'],
    ['StatefulSet', 'tokenscope-sampler'],
  ])
})

it.each(ofKind('Service'))('service $metadata.name reaches the pods of one workload at ports that they have', ({ spec }) => {
  const [name, ...rest] = selectedBy(spec.selector as Labels)
  expect(rest).toEqual([])
  const ports = workloads.find((each) => each.name === name)?.container.ports.map((port) => port.name)
  expect(ports).toEqual(expect.arrayContaining((spec.ports ?? []).map(({ targetPort }) => targetPort)))
})

it('budgets, the autoscaler and network policies select what there is', () => {
  expect(ofKind('PodDisruptionBudget').map(({ spec }) => selectedBy(spec.selector?.matchLabels))).toEqual([
    ['tokenscope-gateway'],
    ['tokenscope-sampler'],
  ])
  expect(ofKind('HorizontalPodAutoscaler').map(({ spec }) => spec.scaleTargetRef)).toEqual([
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'tokenscope-gateway' },
  ])
  const all = workloads.map(({ name }) => name)
  expect(ofKind('NetworkPolicy').map(({ metadata, spec }) => [metadata.name, selectedBy(spec.podSelector?.matchLabels)])).toEqual([
    ['nothing-by-default', all],
    ...all.map((name) => [name.replace('tokenscope-', ''), [name]]),
    ['all', all],
  ])
})

it("the gateways' list has each sampler, by the name that its StatefulSet gives it", () => {
  const sampler = workloads.find(({ kind }) => kind === 'StatefulSet')
  const gateway = workloads.find(({ kind }) => kind === 'Deployment')
  const { TOKENSCOPE_SAMPLERS = '' } = environmentOf(gateway?.container as Container)
  const service = `${sampler?.spec.serviceName}.tokenscope.svc.cluster.local:4317`
  expect(TOKENSCOPE_SAMPLERS.split(',')).toEqual(
    Array.from({ length: sampler?.spec.replicas ?? 0 }, (_, i) => `${sampler?.name}-${i}.${service}`),
  )
})

describe.each(workloads)('$name', ({ container }) => {
  it('is pinned as in compose.yaml, watched, and reads files that the ConfigMap has', () => {
    const compose = parse(readFileSync(join(collectorFolder(), 'compose.yaml'), 'utf8')) as { services: { collector: Container } }
    expect(container.image).toBe(compose.services.collector.image)
    expect([container.readinessProbe, container.livenessProbe]).not.toContain(undefined)
    const files = kustomization.configMapGenerator.flatMap(({ files = [] }) => files.map((file) => basename(file)))
    expect(files).toEqual(expect.arrayContaining(container.args.map((argument) => basename(argument))))
  })

  it("has room for the limiter's memory, and Go's limit at 80 % of it", () => {
    const { TOKENSCOPE_MEMORY_LIMIT_MIB = '', GOMEMLIMIT = '' } = environmentOf(container)
    expect(Number(TOKENSCOPE_MEMORY_LIMIT_MIB)).toBeLessThan(mebibytes(container.resources.limits.memory) * 0.8)
    expect(mebibytes(GOMEMLIMIT)).toBe(Number(TOKENSCOPE_MEMORY_LIMIT_MIB) * 0.8)
  })

  it('sets only variables that its files read', () => {
    const text = container.args.map((argument) => readFileSync(pathOf(argument), 'utf8')).join('\n')
    const names = container.env.map(({ name }) => name).filter((name) => name.startsWith('TOKENSCOPE_'))
    expect(names.filter((name) => !text.includes(`\${env:${name}`))).toEqual([])
  })

  it.skipIf(missing)(`is valid for the real Collector, with its own environment${missing ? ` (${missing})` : ''}`, async () => {
    const files = container.args.map((argument) => `--config=${pathOf(argument)}`)
    const { stderr } = await promisify(execFile)(await binaryPath('otelcol'), ['validate', ...files], { env: environmentOf(container) })
    expect(stderr).toBe('')
  })
})

/** Where the file of a `--config` argument is in the repository. */
function pathOf(argument: string): string {
  const name = basename(argument)
  const listed = kustomization.configMapGenerator.flatMap(({ files = [] }) => files).find((file) => basename(file) === name)
  return join(FOLDER, listed ?? name)
}
