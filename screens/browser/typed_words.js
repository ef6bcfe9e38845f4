// Keeps the words that are being typed while the connection to the server is away, and types them again afterwards.
// A field gives its words away when it is left. A server that started again draws the field without them.
// Kept in the memory of this page alone, for the page of the form that is shown.
const FIELD = '.stMain :is(input[type=text], textarea)'

function isConnected() {
  return !!document.querySelector('[data-test-connection-state=CONNECTED]')
}

function isDrawn() {
  return !!document.querySelector('[data-test-script-state=notRunning]')
}

function nameOf(field) {  // without the number of the form in this browser tab: it begins at 1 after each start of the server
  const around = field.closest('[class*="st-key-"]')
  const key = around && [...around.classList].find(name => name.startsWith('st-key-'))
  return key && `${key.replace(/-[0-9]+-/, '-')} ${[...around.querySelectorAll(FIELD)].indexOf(field)}`
}

function fieldNamed(name) {
  return [...document.querySelectorAll(FIELD)].find(field => nameOf(field) === name)
}

function note(kept, event) {
  if (!event.isTrusted || !event.target.matches?.(FIELD)) return  // not what `type` does
  const name = nameOf(event.target)
  if (!name) return
  if (event.type === 'focusin') kept.inFocus = { name, before: event.target.value }
  else if (event.type === 'change' && kept.words.has(name)) kept.words.get(name).isLeft = true
  else if (event.type === 'input' && kept.inFocus?.name === name) {
    kept.words.set(name, { before: kept.inFocus.before, typed: event.target.value, isLeft: false })
  }
}

function type(field, words) {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')
  set.call(field, words)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function typeAgain(kept) {  // returns whether there was something to type
  let didType = false
  for (const [name, words] of kept.words) {
    const field = fieldNamed(name)
    const isMissing = field && (field.value === words.before || field.value === words.typed && !words.isTypedAgain)
    if (!isMissing) continue  // it is there, or another answer was given meanwhile, which stays
    words.isTypedAgain = true
    didType = true
    type(field, words.before)  // so that the field counts as changed
    type(field, words.typed)
    field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))  // the field gives its words away
  }
  return didType
}

function comeBack(kept, quiet = 0, tries = 5) {  // the page may be drawn several times, and each time without the words
  if (kept.state !== 'back') return
  const isQuiet = quiet === 3
  if (isQuiet && (!tries || !typeAgain(kept))) {
    kept.words.clear()
    kept.state = 'here'
    if (kept.inFocus && document.activeElement?.matches('body, h1')) fieldNamed(kept.inFocus.name)?.focus()
    return
  }
  setTimeout(comeBack, 300, kept, isQuiet || !isDrawn() ? 0 : quiet + 1, isQuiet ? tries - 1 : tries)
}

function watch(kept) {
  if (!isConnected()) kept.state = 'away'
  else if (kept.state === 'away') {
    kept.state = 'back'
    kept.tell('back', true)  // a server that started again draws nothing by itself
    comeBack(kept)
  } else if (kept.state === 'here' && isDrawn()) {
    for (const [name, { isLeft }] of kept.words) if (isLeft) kept.words.delete(name)  // the server has these words
  }
}

function listen(kept) {
  for (const kind of ['focusin', 'input', 'change']) document.addEventListener(kind, event => note(kept, event), true)
  new MutationObserver(() => watch(kept)).observe(document.body, {
    subtree: true, attributeFilter: ['data-test-connection-state', 'data-test-script-state'],
  })
}

export default function ({ data, setTriggerValue }) {
  const isNew = !window.typedWords
  const kept = window.typedWords ||= { words: new Map(), place: data.place, state: 'here', inFocus: null }
  kept.tell = setTriggerValue
  if (isNew) listen(kept)
  if (kept.place !== data.place) kept.words.clear()
  kept.place = data.place
}
