import { join } from 'node:path'
import { writeProgram } from './write-program.ts'

/**
 * A folder with a `go` that answers `env GOVERSION` and, for `build`, writes a line to `<folder>/builds` and runs `build`, which finds the
 * wanted path of the program in `$out`. What it builds prints a version.
 */
export async function writeFakeGo(folder: string, build: string, version = 'go1.26.8'): Promise<string> {
  await writeProgram(
    join(folder, 'go'),
    `PATH=/usr/bin:/bin
[ "$1" = env ] && { echo ${version}; exit 0; }
while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
echo "$out" >> '${join(folder, 'builds')}'
${build}`,
  )
  return folder
}

/** For {@link writeFakeGo}: a build that works. */
export const WORKING_BUILD: string = `mkdir -p "$(dirname "$out")"; printf '#!/bin/sh\\necho version 9.9.9\\n' > "$out"; chmod +x "$out"`
