// An entry in the browser's history for each page of a patient's form, so that Back and Forward walk through the form.
// The address stays the same, with an empty mark at its end. An entry holds a random name of this form, the page, the
// page before it (`before`), and how many pages of the form are before it (`at`). It holds no answer. Sends the page
// that Back or Forward led to.
const SAME_ADDRESS = '#'  // Streamlit draws the page anew on Back and Forward, unless the address has a mark

function entry() {
  return history.state?.walk
}

function note(put, walk, at, before) {
  history[put]({ ...history.state, walk: { name: walk.name, page: walk.page, at, before } }, '', SAME_ADDRESS)
  walk.at = at
}

function go(walk, steps, then) {  // goes there by itself; the browser does so later
  walk.then = then
  history.go(steps)
}

function want(walk, page) {
  window.screening?.giveWords?.()
  walk.asked += 1
  walk.wanted = page
  walk.ask([walk.asked, page])
}

function walked(walk, event) {
  const isShown = walk.then || document.querySelector('[data-leave]')  // not if another page of the app is
  if (!walk.isOn || !event.state?.walk || !isShown) return
  const { name, page, at } = event.state.walk
  const { then } = walk
  walk.then = null
  if (then) then()
  else if (name !== walk.name) note('replaceState', walk, at, null)  // a form that is gone
  else if (page !== walk.page || walk.asked > walk.answered) want(walk, page)
  else walk.at = at
}

function settle(walk, stays) {  // the server has drawn what was asked for, or a page that the answers allow
  const { page, at, before } = entry()
  if (page === walk.page) walk.at = at
  else if (stays && walk.at !== at) go(walk, walk.at - at, () => follow(walk))  // Back closed what was over the page
  else note('replaceState', walk, at, before)
}

function follow(walk) {  // the form may have gone to another page by itself
  const { page, at, before } = entry()
  if (page === walk.page) walk.at = at
  else if (before === walk.page) go(walk, -1, () => follow(walk))
  else note('pushState', walk, at + 1, page)
}

function beginAnew(walk) {  // pages of a form that is gone must not lie between this one and what was before the form
  const begin = () => note('replaceState', walk, 0, null)
  if (entry()?.at) go(walk, -entry().at, begin)
  else begin()
}

function mayComeBack(data) {  // a page that was loaded anew asks for its form first (browser.js)
  try { return ![null, data.began].includes(sessionStorage.getItem(data.door)) } catch { return false }
}

function drawn(walk, data) {
  const isNewForm = walk.name !== data.name
  const wasAsked = walk.asked > walk.answered
  walk.first ||= `${data.name} ${data.page}`
  Object.assign(walk, { isOn: data.is_on, name: data.name, page: data.page, answered: data.walked })
  if (isNewForm) walk.asked = data.walked
  if (!walk.isOn || walk.then) return
  const isOther = entry()?.name !== walk.name
  if (isOther && entry() && walk.first === `${data.name} ${data.page}` && mayComeBack(data)) return
  if (isOther) beginAnew(walk)
  else if (isNewForm && entry().page !== walk.page) want(walk, entry().page)  // it came back at another of its pages
  else if (walk.asked > walk.answered) walk.ask([walk.asked, walk.wanted])  // asked for while there was no connection
  else if (wasAsked) settle(walk, data.stays)
  else follow(walk)
}

function leave(walk) {
  if (!walk.isOn || !entry()?.at) return
  go(walk, -entry().at, () => {})
}

export default function ({ data, setTriggerValue }) {
  const isNew = !window.formHistory
  const walk = window.formHistory ||= { asked: 0, answered: 0, at: 0, then: null }
  walk.ask = wish => setTriggerValue('walked', wish)
  walk.leave = () => leave(walk)
  if (isNew) window.addEventListener('popstate', event => walked(walk, event))
  drawn(walk, data)
}
