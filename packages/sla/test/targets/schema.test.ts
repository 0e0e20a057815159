import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { inspectTargets, startingText, targetKeys, targetsSchema } from '../../src/index.ts'
import { ACCEPTED, REFUSED, REFUSED_BY_MEANING } from './corpus.ts'

const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(targetsSchema())

describe('the JSON Schema of sla.yaml', () => {
  it('is committed as the table of keys makes it', () => {
    const file = readFileSync(join(import.meta.dirname, '../../schema/sla.schema.json'), 'utf8')
    expect(JSON.parse(file)).toEqual(targetsSchema())
  })

  it.each(ACCEPTED)('accepts what the parser accepts: %j', (text) => {
    expect(inspectTargets(text).problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(validate(parse(text)) ? [] : validate.errors).toEqual([])
  })

  it.each(REFUSED)('refuses what the parser refuses: %j', (text) => {
    expect(inspectTargets(text).targets).toBeUndefined()
    expect(validate(parse(text))).toBe(false)
  })

  it.each(REFUSED_BY_MEANING)('leaves to the parser what only it can see: %j', (text) => {
    expect(inspectTargets(text).targets).toBeUndefined()
    expect(validate(parse(text))).toBe(true)
  })

  it('accepts the examples and the defaults of every key', () => {
    const groups = targetKeys()
    const top = groups.filter(({ place }) => place.startsWith('at the top')).flatMap(({ keys }) => keys)
    expect(top.length).toBeGreaterThan(20)
    for (const { name, example, default: preset } of top) {
      const others = name.startsWith('p')
        ? 'p95_response_time: off\np99_response_time: off\n'.replace(new RegExp(`^${name}:.*\\n`, 'm'), '')
        : ''
      for (const value of [example, preset ?? example]) {
        const text = `${others}${name}: ${value}\n`
        expect([text, inspectTargets(text).problems]).toEqual([text, []])
        expect([text, validate(parse(text))]).toEqual([text, true])
      }
    }
  })
})

describe('the text to start from', () => {
  it('means the defaults, with and without its examples', () => {
    const text = startingText('./schema.json')
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json')
    expect(inspectTargets(text)).toEqual({ ...inspectTargets('window: 30d'), problems: [] })
    const everything = text.replaceAll(/^# ((?: +|- )?[a-z0-9_]+:(?: \S.*)?| {2}- .*| {2}.*)$/gm, '$1')
    const { targets, problems } = inspectTargets(everything.replace('yaml-language-server:', '# '))
    expect(problems).toEqual([])
    expect(targets?.scopes).toHaveLength(2)
    expect(targets?.notify.receivers).toHaveLength(1)
    expect(targets?.links).toEqual({
      grafana: 'https://grafana.example.com',
      jaeger: 'https://jaeger.example.com',
      runbooks: 'https://wiki.example.com/runbooks',
    })
  })
})
