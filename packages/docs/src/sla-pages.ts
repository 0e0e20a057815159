import { DEFAULT_TARGETS, generate, type SlaTargets, targetKeys, targetsSchema } from '@tokenscope/sla'

const MARKED_TABLES = /<!-- keys of sla.yaml -->[\s\S]*?<!-- end of keys -->/

/** The page with the tables of all keys of `sla.yaml` between its two marks. */
export function fillTargetKeys(page: string): string {
  const tables = targetKeys().map(({ title, place, keys }) => {
    const rows = keys.map(({ name, allowed, default: preset, meaning, required }) => {
      const holds = required ? 'required' : preset === undefined ? '' : `\`${preset}\``
      return `| \`${name}\` | ${meaning}. | ${allowed} | ${holds} |`
    })
    return [`### ${title}`, '', `They stand ${place}.`, '', '| Key | Meaning | Allowed | Default |', '|---|---|---|---|', ...rows].join(
      '\n',
    )
  })
  return page.replace(MARKED_TABLES, () => `<!-- keys of sla.yaml -->\n${tables.join('\n\n')}\n<!-- end of keys -->`)
}

/** The committed JSON Schema of `sla.yaml`. */
export function schemaFile(): string {
  return `${JSON.stringify(targetsSchema(), null, 2)}\n`
}

/** What the shipped Collector judges by (the default targets, and a second until the first token), with the addresses of the stack. */
const SHIPPED_TARGETS: SlaTargets = {
  ...DEFAULT_TARGETS,
  scopes: DEFAULT_TARGETS.scopes.map((scope) => ({
    ...scope,
    objectives: { ...scope.objectives, timeToFirstToken: [{ quantile: 0.95, seconds: 1 }] },
  })),
  links: { grafana: 'http://127.0.0.1:3000', jaeger: 'http://127.0.0.1:16686' },
}

/** The boards that the shipped Grafana shows, by their paths. */
export function shippedBoards(): [path: string, text: string][] {
  return generate(SHIPPED_TARGETS)
    .filter(({ path }) => path.startsWith('boards/'))
    .map(({ path, content }) => [path.replace('boards/', 'collector/grafana/'), content])
}
