// Saves what is typed, a second after the last key, and says so in one place.
// Silent while saving; "Not saved" is an alert and the text stays. Without this file there is a button.

const WAIT = 1000

for (const form of document.querySelectorAll('form[data-autosave]')) start(form)

function start (form) {
  let timer = 0
  let waiting = false
  let busy = false
  const later = () => {
    waiting = true
    clearTimeout(timer)
    timer = setTimeout(send, WAIT)
  }
  form.addEventListener('input', later)
  form.addEventListener('change', later)
  // The form waits for a save that is on its way: it must rest on the version that this makes.
  form.addEventListener('submit', event => {
    clearTimeout(timer)
    waiting = false
    if (!busy) return
    event.preventDefault()
    const button = event.submitter
    form.addEventListener('stocktake:saved', () => form.requestSubmit(button), { once: true })
  })
  window.addEventListener('pagehide', () => { if (waiting) post(form, true) })
  document.addEventListener('visibilitychange', () => { if (document.hidden && waiting) send() })

  async function send () {
    if (busy) return later()
    busy = true
    waiting = false
    try {
      const answer = await post(form)
      const said = await answer.json()
      if (answer.ok) return stands(form, said)
      notSaved(form, said.sentence, answer.status === 409)
    } catch {
      waiting = true
      notSaved(form, 'Not saved. Check the connection and try again.')
    } finally {
      busy = false
      form.dispatchEvent(new CustomEvent('stocktake:saved'))
    }
  }
}

// One id for one state of the text: sent again after a lost answer, it changes nothing.
const ids = new WeakMap()

function post (form, leaving = false) {
  const fields = new FormData(form)
  const text = new URLSearchParams(fields).toString()
  if (ids.get(form)?.text !== text) ids.set(form, { text, id: crypto.randomUUID() })
  fields.set('save_id', ids.get(form).id)
  fields.set('to', '')
  return fetch(form.dataset.save || form.action, { method: 'POST', body: fields, keepalive: leaving, headers: { Accept: 'application/json' } })
}

function stands (form, said) {
  if (said.version) form.elements.based_on.value = said.version
  for (const [item, version] of Object.entries(said.versions || {})) {
    const field = form.querySelector(`[data-version-of="${CSS.escape(item)}"]`)
    if (field) field.value = version
  }
  const place = document.querySelector('[data-saved]')
  const problem = document.querySelector('[data-not-saved]')
  if (problem) problem.hidden = true
  if (place) place.textContent = said.saved
}

function notSaved (form, sentence, elsewhere = false) {
  const place = document.querySelector('[data-not-saved]')
  if (!place) return
  const again = document.createElement('button')
  again.type = 'button'
  again.className = 'st-linkish'
  again.textContent = elsewhere ? 'See both' : 'Try again'
  again.addEventListener('click', () => elsewhere ? seeBoth(form) : form.dispatchEvent(new Event('input')))
  place.replaceChildren(sentence || 'Not saved.', ' ', again)
  place.hidden = false
}

// Sent as a page, a save that another window overtook is answered with both texts.
function seeBoth (form) {
  if (form.dataset.save) form.action = form.dataset.save
  form.submit()
}

// Under 1100 px the desk shows record or form; the links work alone, this only saves the journey.
const desk = document.querySelector('[data-desk]')
for (const tab of document.querySelectorAll('[data-tab]')) {
  tab.addEventListener('click', event => {
    event.preventDefault()
    show(tab.dataset.tab)
  })
}
document.addEventListener('stocktake:show-record', () => desk && show('record'))
document.addEventListener('stocktake:quoted', () => { const none = document.querySelector('[data-none-yet]'); if (none) none.hidden = true })

function show (name) {
  desk.classList.toggle('st-desk--record', name === 'record')
  desk.classList.toggle('st-desk--form', name === 'form')
  for (const tab of document.querySelectorAll('[data-tab]')) {
    if (tab.dataset.tab === name) tab.setAttribute('aria-current', 'page')
    else tab.removeAttribute('aria-current')
  }
}
