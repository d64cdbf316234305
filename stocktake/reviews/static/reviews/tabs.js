// Under 1100 px the desk shows record or form, and links lead from one to the other for whoever reads
// by keyboard. They work alone; this only saves the journey.
const desk = document.querySelector('[data-desk]')

for (const tab of document.querySelectorAll('[data-tab]')) {
  tab.addEventListener('click', event => {
    event.preventDefault()
    show(tab.dataset.tab)
  })
}
document.addEventListener('click', event => {
  const link = event.target.closest('a[data-skip]')
  const place = link && document.getElementById(link.hash.slice(1))
  if (!place) return
  event.preventDefault()
  show(link.dataset.skip)
  const open = place.querySelector('#note-title') || place
  open.focus()
  open.scrollIntoView({ block: 'nearest' })
})
document.addEventListener('stocktake:show-record', () => show('record'))
document.addEventListener('stocktake:quoted', () => {
  const none = document.querySelector('[data-none-yet]')
  if (none) none.hidden = true
})

function show (name) {
  if (!desk) return
  desk.classList.toggle('st-desk--record', name === 'record')
  desk.classList.toggle('st-desk--form', name === 'form')
  for (const tab of document.querySelectorAll('[data-tab]')) {
    if (tab.dataset.tab === name) tab.setAttribute('aria-current', 'page')
    else tab.removeAttribute('aria-current')
  }
}
