// Prints the page where the button for it is pressed, also what is folded on it. Sends nothing anywhere, and keeps nothing.
let folded = []

function unfold() {
  folded = [...document.querySelectorAll('.discussion-summary details:not([open])')]
  folded.forEach(fold => { fold.open = true })
}

function foldAgain() {
  folded.forEach(fold => { fold.open = false })
  folded = []
}

export default function () {
  if (window.screeningPrints) return
  window.screeningPrints = true
  addEventListener('beforeprint', unfold)
  addEventListener('afterprint', foldAgain)
  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-print]')) print()
  })
}
