// Hands the PDF of the summary to another app of the device, where the browser can. Sends that it is wanted, and no
// more. The bytes stay in the memory of this page. A browser shares only shortly after a touch; if the PDF comes later,
// the button shares it at the next one.
function fileOf(data) {
  const bytes = Uint8Array.from(atob(data.pdf), letter => letter.charCodeAt(0))
  return new File([bytes], data.name, { type: 'application/pdf' })
}

function canShare(file) {
  try { return !!navigator.canShare?.({ files: [file] }) } catch { return false }
}

function tell(hasFailed) {
  const told = document.querySelector('[data-not-shared]')
  if (told) told.hidden = !hasFailed
}

async function share(shared) {
  shared.isWanted = false
  try {
    await navigator.share({ files: [fileOf(shared.data)] })
    tell(false)
  } catch (error) {
    tell(!['AbortError', 'NotAllowedError'].includes(error.name))  // the person changed their mind, or the touch was too long ago
  }
}

function offer() {
  const button = document.querySelector('[data-share]')
  if (button) button.hidden = !canShare(new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }))
}

export default function ({ data, setTriggerValue }) {
  const isNew = !window.screeningShares
  const shared = window.screeningShares ||= { isWanted: false }
  Object.assign(shared, { data, want: () => setTriggerValue('wanted', true) })
  if (isNew) {
    new MutationObserver(offer).observe(document.body, { childList: true, subtree: true })
    document.addEventListener('click', event => {
      if (!event.target.closest?.('[data-share]')) return
      shared.isWanted = true
      if (shared.data.pdf) share(shared)
      else shared.want()
    })
  }
  offer()
  if (shared.isWanted && data.pdf) share(shared)
}
