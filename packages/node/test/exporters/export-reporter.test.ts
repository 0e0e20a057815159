import { ExportResultCode } from '@opentelemetry/core'
import { expect, test } from 'vitest'
import { createExportReporter } from '../../src/exporters/export-reporter.ts'
import { listenToDiag } from '../start-alone.ts'

const failed = (message: string, code?: number) => ({
  code: ExportResultCode.FAILED,
  error: Object.assign(new Error(message), code === undefined ? {} : { code }),
})

test('one cause is said once, also where gRPC puts the time of the last attempt into it, and in one line', () => {
  const said = listenToDiag()
  const report = createExportReporter('test export of pigeons')
  const unavailable = (time: string) =>
    `14 UNAVAILABLE: No connection established. Last error: Protocol error (2026-11-26T19:07:0${time}Z). Resolution note: `
  for (const time of ['0.948', '2.1', '4.333']) report(failed(unavailable(time), 14))
  report(failed('Not Found', 404))
  report(failed('write EPROTO:\n  wrong version number\n'))
  const rest = 'The application is not affected; `npx @tokenscope/cli doctor`, in the same shell, says what the endpoint answers.'
  expect(said).toEqual([
    `error [tokenscope] test export of pigeons failed: 14 UNAVAILABLE: No connection established. Last error: Protocol error. ${rest}`,
    `error [tokenscope] test export of pigeons failed: HTTP 404 Not Found. ${rest}`,
    `error [tokenscope] test export of pigeons failed: write EPROTO: wrong version number. ${rest}`,
  ])
})
