import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../src/processes/with-lock.ts'

/** Takes the lock of a folder ten times, beside the claim of a dead process, and writes down when it is in and out. */
const folder = process.argv[2]!
const file = join(folder, 'x.lock')
for (let round = 0; round < 10; round += 1) {
  await writeFile(`${file}.1-${Buffer.from('long ago').toString('hex')}-${process.pid}${round}`, '')
  await withLock(file, {}, async () => {
    await appendFile(join(folder, 'seen'), 'in\n')
    await appendFile(join(folder, 'seen'), 'out\n')
  })
}
