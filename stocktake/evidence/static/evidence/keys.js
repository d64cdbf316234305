// Single keys, only where the person switched them on, and never while typing. Loaded beside the
// record pane; every key presses or focuses a control that is on the page anyway.

const pane = () => document.getElementById('record-pane')
const field = 'input, textarea, select, [contenteditable]'

const going = {
  f: () => document.getElementById('filter-kind'),
  '/': () => document.getElementById('filter-contains'),
  g: () => document.querySelector('[name=grade]:checked') || document.querySelector('[name=grade]')
}
const pressing = {
  '!': () => document.querySelector('.st-identity__act .govuk-button--warning')
}

document.addEventListener('keydown', event => {
  if (pane()?.dataset.shortcuts !== 'on' || event.altKey || event.metaKey) return
  if (event.ctrlKey) return finish(event)
  if (event.target.closest(field) && !event.target.matches('[type=radio], [type=checkbox]')) return
  if (/^[1-9]$/.test(event.key)) return quoteTo(event, Number(event.key))
  if (event.key === '?') return toggle(event)
  const place = going[event.key]?.()
  if (place) return focus(event, place)
  const control = pressing[event.key]?.() || pane().querySelector(`[data-key="${CSS.escape(event.key)}"]`)
  if (control) press(event, control)
})

// Ctrl and Enter finish the theme in hand, also from inside its text.
function finish (event) {
  const next = event.key === 'Enter' && document.querySelector('form[data-autosave] [name=to][value=next]')
  if (next) press(event, next)
}

function quoteTo (event, number) {
  const bar = pane().querySelector('[data-quote-bar]')
  if (bar && !bar.hidden) press(event, bar.querySelectorAll('[data-item]')[number - 1])
}

function focus (event, place) {
  event.preventDefault()
  place.closest('details:not([open])')?.setAttribute('open', '')
  place.focus()
  place.select?.()
}

function press (event, control) {
  if (!control) return
  event.preventDefault()
  control.click()
}

function toggle (event) {
  const list = pane().querySelector('[data-keys]')
  event.preventDefault()
  list.open = !list.open
  if (list.open) list.querySelector('summary').focus()
}

// The width of the panes: kept on the server as a form would, without leaving what is typed.
document.addEventListener('submit', async event => {
  const form = event.target.closest('form[data-panes]')
  const desk = document.querySelector('[data-desk]')
  if (!form || !desk) return
  event.preventDefault()
  const fields = new FormData(form)
  fields.set('wider', event.submitter.value)
  const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { Accept: 'application/json' } }).catch(() => null)
  if (!answer?.ok) return
  const { panes } = await answer.json()
  for (const one of ['form', 'even', 'record']) desk.classList.toggle(`st-desk--${one}-wide`, one === panes)
})
