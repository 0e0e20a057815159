import { rivalContenders } from '../rivals/rival-contenders.ts'
import { bare } from './bare.ts'
import type { Contender } from './contender.ts'
import { tokenscope } from './tokenscope.ts'

/** All rows of the table, in its order. */
export const CONTENDERS: readonly Contender[] = [bare, ...tokenscope, ...rivalContenders()]
