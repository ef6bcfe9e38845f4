// Keeps a copy of the answers in this browser for a person who asked for it, until seven days after the last answer.
// It is the file of answers that the person could save, and is opened again as that file. It is not encrypted.
// Sends that a copy is here, until when, and that none could be kept.
const TEXT = 'kept-answers', UNTIL = 'kept-until'
const LONGEST = 7 * 86_400_000  // ms

function stored(use) {  // a browser may refuse to store, or have no room
  try { return use(localStorage) } catch { return null }
}

function erase() {
  stored(storage => [TEXT, UNTIL].forEach(name => storage.removeItem(name)))
}

function until() {  // when the copy ends, in ms; null if there is none
  if (stored(storage => storage.getItem(TEXT)) === null) return null
  const noted = Number(stored(storage => storage.getItem(UNTIL))) || Infinity
  const end = Math.min(noted, Date.now() + LONGEST)  // what is noted there may have been changed
  if (end > Date.now()) {
    stored(storage => storage.setItem(UNTIL, end))
    return end
  }
  erase()
  return null
}

function keep(device, text) {
  const isKept = stored(storage => {
    storage.setItem(TEXT, text)
    storage.setItem(UNTIL, Date.now() + LONGEST)
    return true
  })
  if (!isKept) device.send('failed', true)
}

function dayOf(moment) {  // as the person's own calendar has it
  const day = new Date(moment)
  const digits = (number, count) => String(number).padStart(count, '0')
  return [digits(day.getFullYear(), 4), digits(day.getMonth() + 1, 2), digits(day.getDate(), 2)].join('-')
}

function hand(text, since) {  // to the field for a file, as if the person had chosen it there
  const field = document.querySelector('.stMain input[type=file]')
  if (!field && Date.now() - since < 5000) requestAnimationFrame(() => hand(text, since))
  if (!field) return
  const files = new DataTransfer()
  files.items.add(new File([text], 'answers.json', { type: 'application/json' }))
  field.files = files.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

function listen(device) {
  document.addEventListener('click', event => {
    const wish = event.target.closest?.('[data-kept]')?.dataset.kept
    if (wish === 'erase') erase()
    if (wish) device.send(wish, true)
  })
}

export default function ({ data, setTriggerValue }) {
  const isNew = !window.keptCopy
  const device = window.keptCopy ||= { erase }
  device.send = setTriggerValue
  if (isNew) listen(device)
  if (window.screening?.isLeaving) return  // what is drawn meanwhile may still have the answers
  if (data.erases || !data.is_offered) erase()
  else if (data.text !== null && data.text !== device.text) keep(device, data.text)
  device.text = data.text
  if (device.name !== data.name && data.text === null && until() !== null) setTriggerValue('found', dayOf(until()))
  device.name = data.name
  if (data.hands && data.hands !== device.handed) hand(stored(storage => storage.getItem(TEXT)) ?? '', Date.now())
  device.handed = data.hands
}
