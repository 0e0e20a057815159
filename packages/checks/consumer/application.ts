import * as alertBridge from '@tokenscope/alert-bridge'
import * as cli from '@tokenscope/cli'
import * as core from '@tokenscope/core'
import * as gpu from '@tokenscope/gpu'
import * as lens from '@tokenscope/lens'
import * as load from '@tokenscope/load'
import * as node from '@tokenscope/node'
import * as openai from '@tokenscope/openai'
import * as report from '@tokenscope/report'
import * as semconv from '@tokenscope/semconv'
import * as sla from '@tokenscope/sla'
import * as stack from '@tokenscope/stack'
import * as testing from '@tokenscope/testing'

/** An application that imports every built package, compiled as a user's would be: no `dev` condition, declarations checked too. */
export const packages: readonly object[] = [alertBridge, cli, core, gpu, lens, load, node, openai, report, semconv, sla, stack, testing]
