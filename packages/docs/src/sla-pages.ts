import { targetKeys, targetsSchema } from '@tokenscope/sla'

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
