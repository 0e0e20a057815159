import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectorFolder } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string
      readonly labels: { readonly severity: string }
      readonly annotations: { readonly runbook_url: string }
    }[]
  }[]
}

const folder = join(collectorFolder(), 'prometheus')
const alerts = readdirSync(join(folder, 'rules')).flatMap((name) =>
  (parse(readFileSync(join(folder, 'rules', name), 'utf8')) as Rules).groups.flatMap(({ rules }) => rules),
)

describe('the runbooks of the shipped alerts', () => {
  it.each(alerts)('$alert has the page that it names, with its severity', ({ alert, labels, annotations }) => {
    const page = readFileSync(join(folder, annotations.runbook_url), 'utf8')
    expect(page.split('\n').slice(0, 3)).toEqual([`# ${alert}`, '', expect.stringContaining(`Severity \`${labels.severity}\`.`)])
  })

  it('are of nothing else', () => {
    const pages = readdirSync(join(folder, 'runbooks')).map((name) => `runbooks/${name}`)
    expect(pages.sort()).toEqual(alerts.map(({ annotations }) => annotations.runbook_url).sort())
  })
})
