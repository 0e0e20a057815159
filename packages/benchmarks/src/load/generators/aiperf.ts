import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPythonRival } from '../../rivals/install-python-rival.ts'
import { rivalFolder } from '../../rivals/rival-folder.ts'
import type { Generator } from './generator.ts'
import { runTimed } from './run-timed.ts'

const RIVAL = { id: 'aiperf', packages: { aiperf: '0.13.0' } } as const

/** It wants a tokenizer for the prompts that it makes up, and would fetch one from a hub: this one knows a single word. */
const TOKENIZER = {
  'tokenizer.json': {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: { word: 0, '[UNK]': 1 }, unk_token: '[UNK]' },
  },
  'tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast', unk_token: '[UNK]' },
} as const

interface Report {
  readonly time_to_first_token: { readonly p99: number }
  readonly request_latency: { readonly p99: number }
  readonly request_throughput: { readonly avg: number }
}

/** NVIDIA's generator for LLM servers: Python, several processes. */
export const aiperf: Generator = {
  id: RIVAL.id,
  title: `AIPerf ${RIVAL.packages.aiperf}`,
  install: () => installPythonRival(RIVAL),
  async run({ url, streams, seconds }) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-aiperf-'))
    try {
      for (const [name, value] of Object.entries(TOKENIZER)) await writeFile(join(folder, name), JSON.stringify(value))
      const target = ['--url', url, '-m', 'm', '--endpoint-type', 'chat', '--streaming', '--concurrency', String(streams)]
      const limits = ['--benchmark-duration', String(seconds), '--warmup-request-count', String(streams)]
      const lengths = ['--tokenizer', folder, '--use-server-token-count', '--synthetic-input-tokens-mean', '20']
      const output = ['--ui', 'none', '--export-level', 'summary', '--no-gpu-telemetry', '--no-server-metrics', '--artifact-dir', folder]
      const args = ['-m', 'aiperf', 'profile', ...target, ...limits, ...lengths, ...output]
      const { cpuSeconds } = await runTimed(join(rivalFolder(RIVAL), 'bin/python'), args)
      const report = JSON.parse(await readFile(join(folder, 'profile_export_aiperf.json'), 'utf8')) as Report
      return {
        firstTokenP99Ms: report.time_to_first_token.p99,
        answerP99Ms: report.request_latency.p99,
        answersPerSecond: report.request_throughput.avg,
        cpuSeconds,
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
