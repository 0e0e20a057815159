import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { collectorFolder, configVariables } from '../src/index.ts'

it("finds every variable that a configuration reads, in the Collector's spelling and in that of compose", () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-variables-'))
  writeFileSync(join(folder, 'a.yaml'), 'x: ${env:TOKENSCOPE_B:-1}\ny: ${TOKENSCOPE_A:-${env:TOKENSCOPE_C}}\nz: ${env:HOME}\n')
  writeFileSync(join(folder, 'notes.md'), '${env:TOKENSCOPE_D}')
  expect(configVariables(folder)).toEqual(['TOKENSCOPE_A', 'TOKENSCOPE_B', 'TOKENSCOPE_BINARIES', 'TOKENSCOPE_C', 'TOKENSCOPE_CACHE'])
  rmSync(folder, { recursive: true })
})

it('knows the variables of the shipped configuration', () => {
  expect(configVariables(collectorFolder())).toEqual(
    expect.arrayContaining(['TOKENSCOPE_OTLP_HTTP', 'TOKENSCOPE_JAEGER_HTTP', 'TOKENSCOPE_DECISION_WAIT']),
  )
})
