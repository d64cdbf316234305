// Under 1100 px the desk shows record or form; the links work alone, this only saves the journey.
const desk = document.querySelector('[data-desk]')

for (const tab of document.querySelectorAll('[data-tab]')) {
  tab.addEventListener('click', event => {
    event.preventDefault()
    show(tab.dataset.tab)
  })
}
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
