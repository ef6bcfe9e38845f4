// Moves the focus to the heading, and the page to its beginning, once for each rule or question that is opened.
// Sends nothing anywhere, keeps nothing, and writes nothing to the console.
let moves = 0

function arrive(data, since) {
  if (data.moves !== moves) return
  const heading = document.querySelector('.stMain h1')
  if (heading?.textContent !== data.title) {  // that of the page before is still there
    if (Date.now() - since < 5000) requestAnimationFrame(() => arrive(data, since))
    return
  }
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  document.querySelector('.stMain').scrollTo(0, 0)
}

export default function ({ data }) {
  if (data.moves === moves) return
  moves = data.moves
  arrive(data, Date.now())
}
