import { readFile } from 'node:fs/promises'
import { generate, parseTargets, TargetsError } from '@tokenscope/sla'

try {
  const targets = parseTargets(await readFile('sla.yaml', 'utf8'), 'sla.yaml')
  for (const { path, content } of generate(targets)) console.log(path, content.length)
} catch (error) {
  if (!(error instanceof TargetsError)) throw error
  console.error(error.message) // sla.yaml:3:15: error: availability 99.5 has no percent sign. Write 99.5%.
}
