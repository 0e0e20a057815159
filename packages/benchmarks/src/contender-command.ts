import { CONTENDERS } from './contenders/contenders.ts'
import { prove } from './contenders/prove.ts'
import { measure, type Task } from './measures/measure.ts'

// The process of one contender: it makes the client named in its first argument and does each task that the parent sends.
try {
  const contender = CONTENDERS.find(({ id }) => id === process.argv[2])
  if (!contender) throw new Error(`there is no contender ${process.argv[2]}`)
  const subject = await contender.setUp()
  await prove(subject)
  process.on('message', (task: Task) => {
    measure(subject, task).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    )
  })
  process.send?.({ ready: true })
} catch (error) {
  process.send?.({ error: String(error).split('\n', 1)[0] }, () => process.exit(1))
}
