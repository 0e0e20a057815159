import { updateApi } from './api-snapshot.ts'
import { readPublishable } from './workspace.ts'

/** `pnpm api`: writes the public API of every built package down. Build first. */

for (const pkg of readPublishable()) {
  console.log(`${pkg.manifest.name}\n${await updateApi(pkg)}`)
}
