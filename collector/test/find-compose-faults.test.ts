import { expect, it } from 'vitest'
import { type ComposeService, findComposeFaults } from './find-compose-faults.ts'

const SOUND: ComposeService = {
  image: `prom/prometheus:v3.15.0@sha256:${'a'.repeat(64)}`,
  ports: [{ host_ip: '127.0.0.1', published: '9090', target: 9090 }],
  volumes: [{ type: 'bind', source: '/there', target: '/etc/prometheus' }],
  environment: { GF_SECURITY_ADMIN_PASSWORD_FILE: '/run/secrets/admin' },
  healthcheck: { test: ['CMD', 'wget', 'http://127.0.0.1:9090/-/ready'] },
}

function faultsOf(change: Partial<ComposeService>): string[] {
  return findComposeFaults({ services: { prometheus: { ...SOUND, ...change } } }, (path) => path === '/there')
}

it('a sound service has no faults', () => {
  expect(faultsOf({})).toEqual([])
})

it.each<[string, Partial<ComposeService>, string]>([
  ['a port on every address', { ports: [{ target: 9090 }] }, 'publishes port 9090 on every address; write 127.0.0.1:9090:9090'],
  ['a port on 0.0.0.0', { ports: [{ host_ip: '0.0.0.0', target: 9090 }] }, 'publishes port 9090 on 0.0.0.0; write 127.0.0.1:9090:9090'],
  ['a tag alone', { image: 'grafana/grafana:13.2.3' }, 'image "grafana/grafana:13.2.3" is not pinned; write name:version@sha256:digest'],
  [
    'a tag that moves',
    { image: `grafana/grafana:latest@sha256:${'a'.repeat(64)}` },
    `image "grafana/grafana:latest@sha256:${'a'.repeat(64)}" is not pinned; write name:version@sha256:digest`,
  ],
  ['no healthcheck', { healthcheck: {} }, 'has no healthcheck; add one, or say why there is none in x-no-healthcheck'],
  [
    'a file that is not there',
    { volumes: [{ type: 'bind', source: '/gone.yaml', target: '/x' }] },
    'mounts /gone.yaml at /x, which does not exist; Docker would make an empty folder of it',
  ],
  [
    'a password',
    { environment: { GF_SECURITY_ADMIN_PASSWORD: 'admin' } },
    'has a secret in the environment (GF_SECURITY_ADMIN_PASSWORD); use a file',
  ],
  ['privileges', { privileged: true }, 'is privileged'],
  ['the network of the host', { network_mode: 'host' }, 'uses the network of the host, so its ports are not bound to 127.0.0.1'],
])('%s is a fault', (_, change, fault) => {
  expect(faultsOf(change)).toEqual([`prometheus: ${fault}`])
})

it('a service may say why it has no healthcheck', () => {
  expect(faultsOf({ healthcheck: {}, 'x-no-healthcheck': 'it ends at once' })).toEqual([])
})
