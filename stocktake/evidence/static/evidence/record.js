// The record pane's own script: quoting by selection, chips that find their source, keys.
// Listens on the document, so that it still works when htmx has replaced the pane.
import { passageOf } from './passage.js'

const pane = () => document.getElementById('record-pane')
const bar = () => pane()?.querySelector('[data-quote-bar]')
let chosen = null

// Selecting words in the note shows the bar after the paragraph where the selection ends.
document.addEventListener('selectionchange', () => {
  const note = pane()?.querySelector('[data-note-body]')
  const passage = note && passageOf(document.getSelection(), note)
  if (!passage || !bar()) return
  chosen = passage
  passage.last.closest('li').append(bar()) // inside the item: a list holds nothing but items
  bar().hidden = false
})

document.addEventListener('mousedown', event => {
  if (!bar() || bar().contains(event.target)) return
  bar().hidden = true
  chosen = null
})

document.addEventListener('click', event => {
  const add = event.target.closest('[data-quote-bar] [data-item]')
  if (add) return void quote(add)
  const source = event.target.closest('a[data-source]')
  if (source) return followSource(event, source)
  const mark = event.target.closest('[data-open]')
  if (mark?.dataset.open) openNote(mark.dataset.open)
})

async function quote (button) {
  const note = pane().querySelector('[data-note-body]')
  if (!chosen || !note) return
  const fields = new FormData()
  fields.set('csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value)
  for (const [name, value] of Object.entries({
    note: note.dataset.note, version: note.dataset.version, next: note.dataset.next,
    item: button.dataset.item, start: chosen.start, end: chosen.end, exact: chosen.exact
  })) fields.set(name, value)
  try {
    const answer = await fetch(note.dataset.post, { method: 'POST', body: fields, headers: { Accept: 'application/json' } })
    const said = await answer.json()
    if (!answer.ok) return say(said.sentence || 'Not saved. Try again.', true)
    showChip(said)
  } catch {
    say('Not saved. Check the connection and try again.', true)
  }
}

function showChip (said) {
  document.querySelector(`[data-quotes-for="${CSS.escape(said.item)}"]`)?.insertAdjacentHTML('beforeend', said.chip)
  chosen = null
  document.getSelection().removeAllRanges()
  document.dispatchEvent(new CustomEvent('stocktake:quoted', { detail: said }))
  say(said.saved)
  refresh(`quote-${said.id}`, said.saved)
}

// One place says the saved state: the page's own, else the line under the note.
function say (words, wrong = false) {
  const place = document.querySelector('[data-saved], #saved') || pane().querySelector('[data-quote-said]')
  if (!place) return
  place.textContent = words
  place.classList.toggle('st-saved--not', wrong)
}

async function refresh (focus, words) {
  const here = pane().querySelector('[data-note-body]').dataset.next
  await load(here)
  document.getElementById(focus)?.focus({ preventScroll: true })
  if (!document.querySelector('[data-saved], #saved')) say(words)
}

// One after the other: htmx drops a second request of the page while the first is on its way.
let loading = Promise.resolve()

function load (address) {
  loading = loading.catch(() => {}).then(() => window.htmx.ajax('GET', address, { target: '#record-pane', select: '#record-pane', swap: 'outerHTML show:none' }))
  return loading
}

// Removing a draft quote or pointer takes its chip from both panes and leaves typed text alone.
document.addEventListener('submit', event => {
  const form = event.target.closest('form[data-drop]')
  if (!form) return
  event.preventDefault()
  event.stopImmediatePropagation()
  drop(form)
}, true)

async function drop (form) {
  const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'manual' }).catch(() => null)
  if (answer?.type !== 'opaqueredirect') return say('Not removed. Try again.', true)
  const list = form.closest('ul')
  for (const chip of document.querySelectorAll(`[data-chip="${form.dataset.drop}"]`)) chip.remove()
  if (list && !pane()?.contains(list)) focusOn(list)
  const note = pane()?.querySelector('[data-note-body]')
  if (note) await load(note.dataset.next)
  if (!document.activeElement || document.activeElement === document.body) document.getElementById('note-title')?.focus({ preventScroll: true })
}

function focusOn (list) {
  list.tabIndex = -1
  list.focus({ preventScroll: true })
}

async function followSource (event, link) {
  if (!pane() || !window.htmx || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  if (!document.getElementById(link.dataset.source)) {
    await load(link.href)
    window.history.replaceState(null, '', link.href)
  }
  showTab()
  const mark = document.getElementById(link.dataset.source)
  mark?.scrollIntoView({ block: 'center' })
  mark?.focus({ preventScroll: true })
}

// On narrow screens the pane may be behind the form's tab; the desk says how to show it.
function showTab () {
  document.dispatchEvent(new CustomEvent('stocktake:show-record'))
}

function openNote (id) {
  pane().querySelector(`.st-notes a[data-note="${CSS.escape(id)}"]`)?.click()
}

// After a note was opened in place, the reader takes the focus and the list shows its line.
document.addEventListener('htmx:afterSettle', event => {
  if (event.detail.target?.id !== 'record-pane' && event.target.id !== 'record-pane') return
  showLine()
  if (!event.detail.requestConfig?.boosted) return
  const title = document.getElementById('note-title')
  title?.focus({ preventScroll: true })
  title?.scrollIntoView({ block: 'start' })
})

function showLine () {
  const list = pane()?.querySelector('.st-notes')
  const line = list?.querySelector('[aria-current]')
  if (line) list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3
}

// A page that opens at a quote's address gives its source the focus.
if (window.location.hash.startsWith('#quote-')) {
  document.getElementById(window.location.hash.slice(1))?.focus()
}

showLine()
