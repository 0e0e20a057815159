/** What `docker compose config --format json` says of a service, as far as the rules below look at it. */
export interface ComposeService {
  readonly image?: string
  readonly ports?: readonly { readonly host_ip?: string; readonly published?: string; readonly target: number }[]
  readonly volumes?: readonly { readonly type: string; readonly source?: string; readonly target: string }[]
  readonly environment?: Readonly<Record<string, string | null>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly privileged?: boolean
  readonly network_mode?: string
  readonly 'x-no-healthcheck'?: string
}

export interface ComposeModel {
  readonly services: Readonly<Record<string, ComposeService>>
}

type Rule = (service: ComposeService, exists: (path: string) => boolean) => string[]

const SECRET_NAME = /(?:^|_)(?:PASSWORD|SECRET|TOKEN|API_?KEY)(?!_FILE)(?:_|$)/

const RULES: readonly Rule[] = [
  ({ ports = [] }) =>
    ports
      .filter(({ host_ip }) => host_ip !== '127.0.0.1')
      .map(({ host_ip, target }) => `publishes port ${target} on ${host_ip ?? 'every address'}; write 127.0.0.1:${target}:${target}`),
  ({ image = '' }) =>
    /^[^@]+:[^@:/]*\d[^@:/]*@sha256:[0-9a-f]{64}$/.test(image) ? [] : [`image "${image}" is not pinned; write name:version@sha256:digest`],
  ({ healthcheck, 'x-no-healthcheck': reason }) =>
    (healthcheck?.test && !healthcheck.disable) || reason
      ? []
      : ['has no healthcheck; add one, or say why there is none in x-no-healthcheck'],
  ({ volumes = [] }, exists) =>
    volumes
      .filter(({ type, source }) => type === 'bind' && !exists(source ?? ''))
      .map(({ source, target }) => `mounts ${source} at ${target}, which does not exist; Docker would make an empty folder of it`),
  ({ environment = {} }) =>
    Object.entries(environment)
      .filter(([name, value]) => SECRET_NAME.test(name) && value)
      .map(([name]) => `has a secret in the environment (${name}); use a file`),
  ({ privileged, network_mode }) => [
    ...(privileged ? ['is privileged'] : []),
    ...(network_mode === 'host' ? ['uses the network of the host, so its ports are not bound to 127.0.0.1'] : []),
  ],
]

/** Everything that is wrong with a resolved compose file, each as `service: what, and what to write`. */
export function findComposeFaults(model: ComposeModel, exists: (path: string) => boolean): string[] {
  return Object.entries(model.services).flatMap(([name, service]) =>
    RULES.flatMap((rule) => rule(service, exists)).map((fault) => `${name}: ${fault}`),
  )
}
