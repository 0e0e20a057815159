import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that looks like an application with everything installed: nothing but manifests. The caller removes it. */
export async function makeApplication(): Promise<string> {
  const application = await mkdtemp(join(tmpdir(), 'tokenscope-doctor-'))
  for (const [name, version] of Object.entries({ openai: '6.49.0', '@tokenscope/node': '0.1.0', '@opentelemetry/api': '1.10.0' })) {
    const folder = join(application, 'node_modules', name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version }))
  }
  return application
}
