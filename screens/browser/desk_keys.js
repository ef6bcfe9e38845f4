// The keys of the desk: Ctrl + Enter goes on, Enter goes to the next field, the arrow keys move among options without
// choosing, Space chooses, and so does the number or the first letter of an option. Shift + Enter begins a new line of
// a text. Alt + J jumps to a question, Alt + G to how the answers are given, Alt + V to what is measured.
// Sends nothing anywhere, keeps nothing, and writes nothing to the console.
const OPTION = ':is(input[type=radio], input[type=checkbox])'
const CHOOSERS = { j: '[class*="-jump-"] input', g: '[class*="-giving"] input' }  // by the key that is pressed with Alt
const WRITTEN = ':is(input[type=text]:not([role=combobox]), textarea)'
const FIELD = `.stMain :is(${OPTION}, ${WRITTEN})`
const LONGEST_WAY = 30_000  // ms from a key that leads to a question until its field has the focus, on a busy machine
let before = null  // where the person was when Alt and a key led to a chooser
let ahead = null  // what was typed on the way to a question, until its field has the focus; null if not on the way
let waiting = 0  // the timer that ends the way

function placeOf(field) {  // fields of one question count as one place
  return field.closest('[role=radiogroup], [class*="-parts"]') || field
}

function optionsBeside(option) {
  return [...placeOf(option).querySelectorAll(OPTION)]
}

function move(option, step) {  // to the next option or the one before, without choosing it
  const options = optionsBeside(option)
  const next = options[(options.indexOf(option) + step + options.length) % options.length]
  next.focus()
  next.closest('label').scrollIntoView({ block: 'nearest' })
}

function words(option) {
  return option.closest('label').innerText.trim().toLocaleLowerCase()
}

function named(option, key) {  // the options that the key means: one by its number, or those that begin with it, the next one first
  const options = optionsBeside(option)
  const areNumbers = options.some(other => /^[0-9]/.test(words(other)))  // "3 or 4" is then not the third option
  if (/^[1-9]$/.test(key) && !areNumbers) return options.slice(Number(key) - 1, Number(key))
  const here = options.indexOf(option)
  const others = [...options.slice(here + 1), ...options.slice(0, here + 1)]
  return others.filter(other => words(other).startsWith(key.toLocaleLowerCase()))
}

function nextPart(field) {  // of a date or a medicine that is begun; after the last medicine, the button for another
  const place = placeOf(field)
  const parts = [...place.querySelectorAll('input[type=text]')]
  const row = field.closest('[class*="st-key-row-"]') || place
  const isBegun = parts.some(part => row.contains(part) && part.value.trim())
  return isBegun ? parts[parts.indexOf(field) + 1] || place.querySelector('[class*="-add"] button') : null
}

function goToNextField(field) {
  const part = field.matches('input[type=text]') && nextPart(field)
  if (part) return part.focus()
  const fields = [...document.querySelectorAll(FIELD)].filter(other => !other.disabled && other.offsetParent)
  const next = fields.slice(fields.indexOf(field) + 1).find(other => placeOf(other) !== placeOf(field))
  const chosen = next && next.matches(OPTION) && optionsBeside(next).find(option => option.checked)
  if (!next) return document.querySelector('[class*="st-key-on-"] button')?.focus()
  const target = chosen || next
  target.focus()
  const around = target.closest('label') || target
  around.scrollIntoView({ block: 'center' })
}

function goOn() {  // after the field in focus has given its words away
  document.activeElement?.blur()
  setTimeout(() => document.querySelector('.st-key-back-and-continue [class*="st-key-on-"] button')?.click(), 0)
}

function isWritten(event) {  // a letter, digit or sign that is for a field, not for a button
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
}

function setOut() {  // for a question on another page. Without its first digit, 180 would become 80
  ahead = ''
  clearTimeout(waiting)  // of an earlier way: it would take the first digits of this one
  waiting = setTimeout(() => { ahead = null }, LONGEST_WAY)
}

function arrived(field) {
  if (ahead && field.matches(WRITTEN)) document.execCommand('insertText', false, ahead)
  ahead = null
}

function goToWritten(button) {  // from a button below one field to the next field, if that is a text: the key is for it
  const isAfter = field => button.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING
  const next = [...document.querySelectorAll(FIELD)].find(field => !field.disabled && field.offsetParent && isAfter(field))
  if (next?.matches(WRITTEN)) next.focus()
}

function take(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function press(event) {
  if (event.isComposing) return  // Enter then picks a letter of a script that is written with several keys
  const field = event.target
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    take(event)
    if (!event.repeat) goOn()
    return
  }
  if (event.altKey && !event.ctrlKey && /^[a-z]$/i.test(event.key)) document.activeElement?.blur()  // gives its words away
  if (event.altKey && event.key.toLowerCase() === 'v' || event.key === 'Enter' && field.matches?.(CHOOSERS.j)) setOut()
  if (isWritten(event) && ahead !== null && (field.matches?.(CHOOSERS.j) || !field.matches?.('input, textarea'))) {
    take(event)
    ahead += event.key
    return
  }
  if (isWritten(event) && field.matches?.('[class*="-absent"] button')) return goToWritten(field)
  const chooser = event.altKey && CHOOSERS[event.key.toLowerCase()]
  if (chooser) {
    take(event)
    if (!field.matches?.('[role=combobox]')) before = field
    document.querySelector(chooser)?.focus()
    return
  }
  if (event.key === 'Enter' && field.matches?.(CHOOSERS.g)) setTimeout(() => before?.focus(), 100)  // once it has chosen
  if (event.key === 'Enter' && field.matches?.('h1')) {
    event.preventDefault()
    return goToNextField(field)
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !field.matches?.(FIELD) || !document.querySelector('.question')) return
  if (event.key === 'Enter' && !(event.shiftKey && field.matches('textarea'))) {
    event.preventDefault()
    goToNextField(field)
  }
  if (!field.matches(OPTION)) return
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
  if (event.key in steps) {
    take(event)
    move(field, steps[event.key])
  } else if (event.key.length === 1 && event.key !== ' ') {
    const [option, another] = named(field, event.key)
    if (!option) return
    take(event)
    option.focus()
    const mayMeanAnother = another && option.type === 'checkbox'  // it would stay ticked on the way to the other
    if (!mayMeanAnother) option.click()
  }
}

export default function ({ data }) {
  window.deskKeys ||= { arrived, listens: window.addEventListener('keydown', event => window.deskKeys.isOn && press(event), true) }
  window.deskKeys.isOn = data.is_on
}
