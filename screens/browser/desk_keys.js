// The keys of the desk: Ctrl + Enter goes on, Enter goes to the next question, the arrow keys move among options
// without choosing, Space chooses, and so does the number or the first letter of an option. Alt + J jumps to a question.
// Sends nothing anywhere, keeps nothing, and writes nothing to the console.
const OPTION = ':is(input[type=radio], input[type=checkbox])'
const FIELD = `.stMain :is(${OPTION}, input[type=text], textarea)`

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

function named(option, key) {  // the option with this number, or the next one that begins with this letter
  const options = optionsBeside(option)
  if (/^[1-9]$/.test(key)) return options[Number(key) - 1]
  const here = options.indexOf(option)
  const others = [...options.slice(here + 1), ...options.slice(0, here + 1)]
  return others.find(other => other.closest('label').innerText.trim().toLocaleLowerCase().startsWith(key.toLocaleLowerCase()))
}

function goToNextQuestion(field) {
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

function take(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function press(event) {
  const field = event.target
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    take(event)
    if (!event.repeat) goOn()
    return
  }
  if (event.altKey && event.key.toLowerCase() === 'j') {
    take(event)
    document.querySelector('[class*="-jump-"] input')?.focus()
    return
  }
  if (event.key === 'Enter' && field.matches?.('h1')) return goToNextQuestion(field)
  if (event.ctrlKey || event.metaKey || event.altKey || !field.matches?.(FIELD) || !document.querySelector('.question')) return
  if (event.key === 'Enter' && !field.matches('textarea')) {
    event.preventDefault()
    goToNextQuestion(field)
  }
  if (!field.matches(OPTION)) return
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
  if (event.key in steps) {
    take(event)
    move(field, steps[event.key])
  } else if (event.key.length === 1 && event.key !== ' ') {
    const option = named(field, event.key)
    if (!option) return
    take(event)
    option.focus()
    option.click()
  }
}

export default function ({ data }) {
  window.deskKeys ||= { listens: window.addEventListener('keydown', event => window.deskKeys.isOn && press(event), true) }
  window.deskKeys.isOn = data.is_on
}
