import { ask, report } from '/ask.js'
import { keepSidebar, refresh } from '/sidebar.js'

const log = document.querySelector('#messages')
const form = document.querySelector('#ask')
const question = document.querySelector('#question')
const send = document.querySelector('#send')
const stop = document.querySelector('#stop')

/** What was said so far: the model is told all of it again. */
const conversation = []
let running

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = question.value.trim()
  if (text === '' || running) return
  question.value = ''
  void converse(text)
})
question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  form.requestSubmit()
})
stop.addEventListener('click', () => running?.abort())
void keepSidebar()

async function converse(text) {
  const askedMs = performance.now()
  running = new AbortController()
  setBusy(true)
  addMessage('user', text)
  const messages = [...conversation, { role: 'user', content: text }]
  const { element, body } = addMessage('assistant', '')
  let firstSeen
  let answer = ''
  const onText = (piece) => {
    answer += piece
    // As text: whatever the model says, it is never markup.
    keepEnd(() => body.append(piece))
    firstSeen ??= onScreen(askedMs)
  }
  try {
    const traceparent = await ask(messages, { onText, signal: running.signal })
    conversation.push(messages.at(-1), { role: 'assistant', content: answer })
    tell(element, traceparent, await firstSeen, await onScreen(askedMs))
  } catch (error) {
    if (answer === '') element.remove()
    if (error.name !== 'AbortError') {
      addMessage('error', error.message)
      // To ask again without typing again.
      if (question.value === '') question.value = text
    }
  } finally {
    running = undefined
    setBusy(false)
    void refresh()
  }
}

/** Milliseconds from `sinceMs` until what is in the page now has been painted; undefined where nobody looks, so nothing is painted. */
function onScreen(sinceMs) {
  if (document.hidden) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const hidden = () => resolve(undefined)
    document.addEventListener('visibilitychange', hidden, { once: true })
    // The first frame paints it; the second begins when it has been.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        document.removeEventListener('visibilitychange', hidden)
        resolve(performance.now() - sinceMs)
      }),
    )
  })
}

function tell(element, traceparent, firstTokenMs, lastTokenMs) {
  if (traceparent === null) return
  const under = document.createElement('div')
  under.className = 'under'
  under.append(thumb('up', 'Good'), thumb('down', 'Bad'))
  keepEnd(() => element.append(under))
  if (firstTokenMs === undefined || lastTokenMs === undefined) return
  const seen = document.createElement('span')
  seen.className = 'seen'
  seen.textContent = `first token on screen after ${Math.round(firstTokenMs)} ms`
  under.append(seen)
  // Nobody waits for it: the next question may come at once.
  void report('/api/display', traceparent, { firstTokenMs, lastTokenMs })

  async function press(button, name) {
    if (!(await report('/api/feedback', traceparent, { thumb: name }))) return
    for (const other of under.querySelectorAll('.thumb')) other.setAttribute('aria-pressed', String(other === button))
  }

  function thumb(name, label) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'thumb', textContent: label })
    button.setAttribute('aria-pressed', 'false')
    button.addEventListener('click', () => void press(button, name))
    return button
  }
}

/** Follows what is added at the end, unless the reader has gone up. */
function keepEnd(add) {
  const follows = log.scrollHeight - log.scrollTop - log.clientHeight < 40
  add()
  if (follows) log.scrollTop = log.scrollHeight
}

function addMessage(role, text) {
  const element = document.createElement('article')
  element.className = 'message'
  element.dataset.role = role
  const who = document.createElement('div')
  who.className = 'who'
  who.textContent = { user: 'You', assistant: 'Model', error: 'Failed' }[role]
  const body = document.createElement('div')
  body.className = 'text'
  body.dir = 'auto'
  body.textContent = text
  element.append(who, body)
  log.append(element)
  log.scrollTop = log.scrollHeight
  return { element, body }
}

function setBusy(isBusy) {
  send.disabled = isBusy
  stop.disabled = !isBusy
  log.setAttribute('aria-busy', String(isBusy))
  if (!isBusy) question.focus()
}
