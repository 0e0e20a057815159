import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Contender } from '../contenders/contender.ts'
import { RIVALS } from './manifest.ts'
import { newRivalClient } from './new-rival-client.ts'
import type { Load, Rival } from './rival.ts'
import { rivalFolder } from './rival-folder.ts'

/**
 * The rivals as rows, and before the first of each version of `openai` the bare client of that version. All are loaded as CommonJS, where
 * hooks into `require` work without a loader: so is their bare client.
 */
export function rivalContenders(): readonly Contender[] {
  return [...versions()].flatMap(([version, rivals]) => {
    const base = `bare-${version}`
    return [bareRow(base, rivals[0]!), ...rivals.map((rival) => row(rival, base))]
  })
}

function versions(): ReadonlyMap<string, readonly Rival[]> {
  const newestFirst = [...RIVALS].sort((a, b) => b.packages.openai.localeCompare(a.packages.openai, 'en', { numeric: true }))
  return Map.groupBy(newestFirst, ({ packages }) => packages.openai)
}

function bareRow(id: string, rival: Rival): Contender {
  return {
    id,
    title: 'bare client, CommonJS',
    openai: rival.packages.openai,
    base: id,
    rival,
    setUp: async () => ({ client: newRivalClient(loadOf(rival)), flush: async () => undefined }),
  }
}

function row(rival: Rival, base: string): Contender {
  return {
    id: rival.id,
    title: `${rival.title} ${rival.packages[rival.package]}`,
    openai: rival.packages.openai,
    base,
    module: rival.module,
    rival,
    setUp: () => rival.setUp(loadOf(rival)),
  }
}

function loadOf(rival: Rival): Load {
  return createRequire(join(rivalFolder(rival), 'package.json'))
}
