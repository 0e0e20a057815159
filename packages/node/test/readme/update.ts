import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withEnvironmentTables } from './environment-tables.ts'

const path = join(import.meta.dirname, '../../README.md')
writeFileSync(path, withEnvironmentTables(readFileSync(path, 'utf8')))
