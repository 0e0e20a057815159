import type { Subject } from '../contenders/contender.ts'

/** Loads a package from the folder where a rival is installed. */
export type Load = (name: string) => unknown

/** Packages that are installed for the benchmark alone, in a folder of their own. */
export interface Installable {
  readonly id: string
  /** In exact versions. */
  readonly packages: Readonly<Record<string, string>>
}

/** Another instrumentation of the same client, installed for the benchmark alone. */
export interface Rival extends Installable {
  readonly title: string
  /** The package whose version the table shows. */
  readonly package: string
  /** What an application imports to use it. */
  readonly module: string
  /** Everything that is installed for it, in exact versions; `openai` in the newest major that the rival supports. */
  readonly packages: Readonly<Record<string, string>> & { readonly openai: string }
  /** Makes the instrumented client: content off where there is a switch, everything that is on by default on. */
  setUp(load: Load): Promise<Subject>
}
