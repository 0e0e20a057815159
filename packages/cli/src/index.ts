export type { CommandContext } from './command.ts'
export { run, type Surroundings } from './run.ts'
export type { Terminal } from './terminal/terminal.ts'
