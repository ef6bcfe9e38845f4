// What Streamlit leaves undone in the page around the fields: language, scroll, focus, names and descriptions.
// Sends nothing anywhere, and writes nothing to the console. Keeps, for this browser tab, the random name of the visit.
const FIELD = 'input:not([type=radio]):not([type=checkbox]), textarea, [role=radiogroup]'

function fieldsOf(id) {
  return document.querySelectorAll(`[class*="st-key-"][class*="-${id}-"]`)
}

function describe(question) {
  const { id, dataset } = question
  const parts = ['hint', 'problem', 'or-empty', 'in-words'].map(part => `${id}-${part}`).filter(part => document.getElementById(part))
  const isWrong = parts.includes(`${id}-problem`)
  for (const around of fieldsOf(id)) {
    for (const field of around.querySelectorAll(FIELD)) {
      set(field, 'aria-describedby', parts.join(' '))
      if (!field.matches('input, textarea')) continue
      set(field, 'aria-invalid', isWrong ? 'true' : '')
      set(field.parentElement, 'data-wrong', isWrong ? 'yes' : '')
      if (dataset.digits) set(field, 'inputmode', 'numeric')
      if (dataset.unit) set(field.parentElement, 'data-unit', dataset.unit)
    }
    if (around.className.includes(`-${id}-parts`)) nameGroup(around, id, parts)
  }
}

function nameGroup(group, id, parts) {
  set(group, 'role', 'group')
  set(group, 'aria-labelledby', `${id}-text`)
  set(group, 'aria-describedby', parts.join(' '))
  for (const row of group.querySelectorAll('[class*="st-key-row-"]')) {
    const name = row.querySelector('input')
    if (!name) continue  // not drawn yet
    set(row, 'role', 'group')
    set(row, 'aria-label', name.getAttribute('aria-label'))
    set(name, 'list', document.getElementById(id).dataset.list || '')
  }
}

function set(element, name, value) {
  if ((element.getAttribute(name) || '') === value) return
  if (value) element.setAttribute(name, value)
  else element.removeAttribute(name)
}

function nameLanguages() {  // each is named in itself
  for (const around of document.querySelectorAll('[class*="st-key-language-"]')) {
    const language = around.className.match(/st-key-language-(\w+)/)[1]
    set(around.querySelector('button'), 'lang', language.replace('_', '-'))
  }
}

const theirs = new WeakMap()  // where we changed words of Streamlit: what it wrote, and what we wrote

function translated(words, text) {  // in our words; a name in braces stands for anything
  if (Object.hasOwn(words, text)) return words[text]
  for (const [english, ours] of Object.entries(words)) {
    if (!english.includes('{')) continue
    const [before, after] = english.split(/\{\w+\}/)
    const fits = text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
    if (fits) return ours.replace(/\{\w+\}/, () => text.slice(before.length, text.length - after.length))
  }
  return text
}

function inOurWords(words, place, text, put) {
  const before = theirs.get(place)
  const written = before && before.ours === text ? before.written : text
  const ours = translated(words, written)
  if (ours !== written) theirs.set(place, { written, ours })
  if (ours !== text) put(ours)
}

let hasTranslated = false

function translate(words) {  // what Streamlit writes by itself, and knows in English alone
  hasTranslated ||= Object.keys(words).length > 0
  if (!hasTranslated) return  // a page that was only in English has nothing to change, and nothing to change back
  const parts = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT
  const isOurs = node => node.nodeType === Node.ELEMENT_NODE && node.matches('.stHtml, script, style, textarea')
  const all = document.createTreeWalker(document.body, parts, node => isOurs(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
  while (all.nextNode()) {
    const node = all.currentNode
    const name = node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('aria-label') : null
    if (node.nodeType === Node.TEXT_NODE) inOurWords(words, node, node.data, ours => { node.data = ours })
    else if (name) inOurWords(words, node, name, ours => node.setAttribute('aria-label', ours))
  }
}

function announce() {  // a region that was there before: one that comes with its words is often not read out
  const offers = [...document.querySelectorAll('.offer')].map(offer => offer.textContent.trim())
  const aloud = document.getElementById('aloud') || document.body.appendChild(document.createElement('p'))
  set(aloud, 'id', 'aloud')
  set(aloud, 'class', 'aloud')
  set(aloud, 'role', 'status')
  const before = aloud.offers || []
  aloud.offers = offers
  const words = offers.filter(offer => !before.includes(offer)).join(' ')
  if (words || !offers.length) aloud.textContent = words
}

function arrive(data, since) {
  if (data.moves !== window.screening.moves) return
  const isThere = document.querySelector(`[data-moves="${data.moves}"]`)
  const isDrawn = isThere && !document.querySelector('.stMain [data-testid=stSkeleton]')  // the first of a kind comes late
  if (!isDrawn && Date.now() - since < 5000) {
    requestAnimationFrame(() => arrive(data, since))
    return
  }
  window.screening.isArriving = false
  if (window.screening.tapped > since && document.activeElement.matches('.stMain :is(input, textarea)')) return  // theirs
  const target = data.focus && (document.getElementById(data.focus) || document.querySelector(`.st-key-${CSS.escape(data.focus)}`))
  const near = target && target.matches('.question') ? [...fieldsOf(data.focus)] : [target]
  const wanted = window.deskKeys?.isOn ? 'input, textarea' : FIELD + ':not([role])'
  const inside = target?.matches('.st-key-languages, .st-key-start-over') ? 'button' : wanted
  const field = near.map(one => one && one.querySelector(inside)).find(one => one)
  const resting = target || document.querySelector('.stMain h1')
  if (!resting) return
  if (!field) resting.tabIndex = -1
  const inFocus = field || resting
  inFocus.focus({ preventScroll: true })
  if (target?.matches('.st-key-languages')) stayAtPlace(window.screening.place)
  else if (target) target.scrollIntoView({ block: 'center' })
  else document.querySelector('.stMain').scrollTo(0, 0)
  window.deskKeys?.arrived(inFocus)
}

function placeOnPage() {  // how far below the upper edge the first question that begins there is
  const first = [...document.querySelectorAll('.question')].find(one => one.getBoundingClientRect().top > 0)
  return { scrolled: document.querySelector('.stMain').scrollTop, id: first?.id, below: first?.getBoundingClientRect().top }
}

function stayAtPlace(place) {  // a page that is drawn in another language is shorter for a moment, and longer or shorter then
  const main = document.querySelector('.stMain')
  const first = document.getElementById(place?.id)
  if (first) main.scrollTop += first.getBoundingClientRect().top - place.below
  else if (place) main.scrollTop = place.scrolled
}

function groupOf(target) {  // the options of a question that is watched, where `target` is one of them
  const questions = [...document.querySelectorAll('.question[data-watched]')]
  return questions.flatMap(question => [...fieldsOf(question.id)]).find(around => around.contains(target))
}

function passByArrow(page, passes) {  // an option that the arrow keys only pass by is not chosen on purpose
  if (page.passes === passes) return
  page.passes = passes
  page.keep('by_arrow', passes)
}

const LONGEST_AWAY = 120_000  // ms from leaving the page until Back or Forward no longer come back to the answers

function kept(use) {  // in the storage of this tab, which a page that is loaded anew still has; a browser may forbid it
  try { return use(sessionStorage) } catch { return null }
}

function rememberVisit(page, comesBack) {
  if (comesBack) kept(tab => tab.setItem(page.door, page.began))
  else if (kept(tab => tab.getItem(page.door)) === page.began) kept(tab => tab.removeItem(page.door))
}

function isSamePerson() {  // a tab that was closed can be opened again, by somebody else too: only for a moment
  const isReload = performance.getEntriesByType('navigation')[0]?.type === 'reload' || document.wasDiscarded
  return isReload || Date.now() - Number(kept(tab => tab.getItem('left'))) < LONGEST_AWAY
}

function askForVisit(page, tries = 5) {  // the server may take a moment to notice that the page before is gone
  if (!isSamePerson()) kept(tab => tab.clear())
  const began = kept(tab => tab.getItem(page.door))
  if (!began || began === page.began || page.holdsAnswers) return
  page.send(tries ? 'returned' : 'lost', tries ? began : true)
  if (tries) setTimeout(askForVisit, 1500, page, tries - 1)
  else kept(tab => tab.removeItem(page.door))
}

function leave(page, next = 'about:blank') {  // blank at once, and by ourselves: the server may be out of reach
  page.isLeaving = true  // what is drawn meanwhile may say again that the page holds answers
  page.holdsAnswers = false
  kept(tab => tab.clear())
  if (!page.locks) window.keptCopy?.erase()
  document.documentElement.style.display = 'none'
  document.title = ''
  window.formHistory?.leave()  // to the first page of the form, so that none is left between this tab and what was before
  try { page.send('left', true) } catch { /* the page goes all the same */ }
  setTimeout(() => location.replace(next), 200)  // what was sent is on its way by then
}

function watchForLeaving(page) {
  let presses = []
  document.addEventListener('click', event => {
    if (event.target.closest && event.target.closest('[data-leave]')) leave(page)
  }, true)
  document.addEventListener('keydown', event => {
    if (event.repeat) return
    presses = event.key === 'Shift' ? [...presses.filter(at => Date.now() - at < 3000), Date.now()] : []
    if (presses.length === 3 && document.querySelector('[data-leave]')) leave(page)
  }, true)
}

const LAST_MINUTE = 60_000  // ms from the question until the answers are deleted

function watchForNobody(page) {  // on a tablet that people share: ask whether somebody is there, then begin anew
  let touched = Date.now()
  const touch = () => {
    touched = Date.now()
    document.getElementById('idle')?.remove()
  }
  for (const kind of ['keydown', 'pointerdown', 'touchstart', 'wheel', 'input']) document.addEventListener(kind, touch, true)
  setInterval(() => {
    const over = Date.now() - touched - page.idle
    if (!page.idle || !(page.holdsAnswers || page.locks) || over < 0) return
    if (over >= LAST_MINUTE) leave(page, page.locks ? `${location.pathname}?locked=yes` : location.pathname + location.search)
    else if (!document.getElementById('idle')) askWhoIsThere(page)
  }, 1000)
}

function askWhoIsThere(page) {
  const asked = document.createElement('div')
  asked.id = 'idle'
  asked.setAttribute('role', 'alertdialog')
  asked.setAttribute('aria-labelledby', 'idle-text')
  const text = asked.appendChild(document.createElement('p'))
  text.id = 'idle-text'
  text.textContent = page.stillThere
  const button = asked.appendChild(document.createElement('button'))
  button.type = 'button'
  button.textContent = page.goOn
  document.body.append(asked)
  button.focus({ preventScroll: true })
}

function watchChoices(page) {
  document.addEventListener('keydown', event => {
    if (!groupOf(event.target)) return
    if (event.key.startsWith('Arrow')) passByArrow(page, true)
    else if (event.key === ' ' || event.key === 'Enter') passByArrow(page, false)
  }, true)
  document.addEventListener('pointerdown', () => {
    page.tapped = Date.now()
    passByArrow(page, false)
  }, true)
  document.addEventListener('focusout', event => {
    const group = groupOf(event.target)
    if (group && event.relatedTarget && !group.contains(event.relatedTarget)) passByArrow(page, false)
  }, true)
}

function isConnected() {
  return !!document.querySelector('[data-test-connection-state=CONNECTED]')
}

function stayUsable(page) {  // Streamlit lays a dialog over a page without connection, and then no number can be called
  const dialog = [...document.querySelectorAll('[data-testid=stDialog]')].find(one => /^Connection error/.test(one.innerText.trim()))
  const close = dialog && dialog.querySelector('button[aria-label=Close]')
  if (isConnected()) document.getElementById('offline')?.remove()  // a connection that comes back redraws nothing
  if (!close) return
  close.click()
  if (isConnected()) return
  document.getElementById('no-file')?.remove()
  tell('offline', page.offline)
}

function tell(id, words) {  // at the edge of the screen, whatever part of the page is in sight
  if (document.getElementById(id)) return
  const told = document.createElement('p')
  told.id = id
  told.setAttribute('role', 'alert')
  told.textContent = words
  document.body.append(told)
}

function tellOfFile(page) {  // that could not be made: Streamlit says so in words for developers
  const hasFailed = !!document.querySelector('[data-testid=stDownloadButtonError]')
  if (hasFailed && !page.fileFailed && isConnected()) {
    tell('no-file', page.noFile)
    page.send('failed', true)  // the page is drawn again, and says more: that a sign-in has ended, or the answers are gone
  }
  page.fileFailed = hasFailed
}

function giveWords(page) {  // words that are still being typed are saved, and their field keeps the focus
  if (page.isLeaving && !page.locks) return  // “Leave this page” deletes them
  document.activeElement?.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
}

function giveFilledIn(event) {  // what the browser itself fills in, a field keeps to itself: it never had the focus
  const field = event.target
  if (!field.matches?.('.stMain input[autocomplete]:not([autocomplete=off])') || field === document.activeElement) return
  setTimeout(() => field.dispatchEvent(new FocusEvent('focusout', { bubbles: true })), 0)
}

function giveCode() {  // after the field in focus has given it away
  document.activeElement.blur()
  setTimeout(() => document.querySelector(':is(.st-key-do-hand-over, .st-key-take-device-back) button')?.click(), 0)
}

function listen(page) {
  watchForLeaving(page)
  document.addEventListener('click', () => document.getElementById('no-file')?.remove(), true)
  watchForNobody(page)
  watchChoices(page)
  document.addEventListener('click', event => {
    const button = event.target.closest && event.target.closest('[data-change], [data-clear], [data-again], [data-goto], [data-mark]')
    if (!button) return
    for (const name of ['change', 'clear', 'again', 'goto', 'mark']) if (button.dataset[name]) page.send(name, button.dataset[name])
  })
  document.addEventListener('keydown', event => {  // a field keeps its words to itself until it is left
    const isCode = event.target.matches?.('input[type=password]')  // Tab only goes to the button inside it that shows the code
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) || event.key === 'Tab' && isCode) document.activeElement.blur()
    else if (event.key === 'Enter' && isCode && !event.repeat) giveCode()
  }, true)
  window.addEventListener('beforeunload', event => {
    giveWords(page)
    if (page.holdsAnswers && !page.isLeaving) event.preventDefault()
  })
  document.addEventListener('visibilitychange', () => {  // a phone may throw away a page that it does not show
    if (document.hidden) giveWords(page)
  })
  window.addEventListener('pagehide', () => kept(tab => tab.setItem('left', Date.now())))
  document.addEventListener('change', giveFilledIn, true)
  document.addEventListener('click', event => {
    if (event.target.closest?.('.st-key-languages button')) page.place = placeOnPage()
  }, true)
  let waiting = false
  new MutationObserver(() => {
    if (waiting) return
    waiting = true
    setTimeout(() => {  // after painting
      waiting = false
      document.querySelectorAll('.question').forEach(describe)
      nameLanguages()
      translate(page.inOurWords)
      announce()
      stayUsable(page)
      tellOfFile(page)
    }, 50)
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-test-connection-state'] })
}

function watchForComingBack(page) {
  page.cameBack = performance.getEntriesByType('navigation')[0]?.type === 'back_forward'
  window.addEventListener('pageshow', event => {
    if (!event.persisted) return
    page.cameBack = true
    lockIfCameBack(page)
  })
}

function lockIfCameBack(page) {  // a form of the desk that Back or Forward shows again may have a patient in front of it
  if (page.cameBack && page.locks) leave(page, `${location.pathname}?locked=yes`)
}

export default function ({ data, setStateValue, setTriggerValue }) {
  const isNew = !window.screening
  const page = window.screening ||= { moves: data.moves, door: data.door, began: data.began, passes: false }
  page.send = setTriggerValue
  page.keep = setStateValue
  page.giveWords = () => giveWords(page)
  page.offline = data.offline
  page.noFile = data.no_file
  page.idle = data.idle_minutes * 60_000
  page.locks = data.locks
  page.stillThere = data.still_there
  page.goOn = data.go_on
  page.inOurWords = data.in_our_words
  if (page.door === data.door && page.began !== data.began && page.holdsAnswers) setTriggerValue('lost', true)
  if (page.began !== data.began) document.getElementById('no-file')?.remove()
  page.door = data.door
  page.began = data.began
  page.holdsAnswers = data.holds_answers
  document.documentElement.lang = data.language
  document.documentElement.dir = data.direction
  rememberVisit(page, data.comes_back)
  if (isNew) listen(page)
  if (isNew) watchForComingBack(page)
  lockIfCameBack(page)
  if (isNew) askForVisit(page)
  document.querySelectorAll('.question').forEach(describe)
  translate(page.inOurWords)
  if (page.moves !== data.moves) {
    page.moves = data.moves
    page.isArriving = true
    arrive(data, Date.now())
  }
}
