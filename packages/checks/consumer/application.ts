import * as cli from '@tokenscope/cli'
import * as core from '@tokenscope/core'
import * as gpu from '@tokenscope/gpu'
import * as node from '@tokenscope/node'
import * as openai from '@tokenscope/openai'
import * as semconv from '@tokenscope/semconv'
import * as testing from '@tokenscope/testing'

/** An application that imports every built package, compiled as a user's would be: no `dev` condition, declarations checked too. */
export const packages: readonly object[] = [cli, core, gpu, node, openai, semconv, testing]
