// Saves what is typed, a second after the last key, and says so in one place. Silent while saving;
// what goes wrong is an alert and the text stays. Without this file there is a button.
//
// What the server does not have yet is also kept in the tab's own session storage, so that a reload
// or a sign-in in between loses nothing; it is removed as soon as it is saved, and on signing out.
import { saves } from './saves.js'

const OURS = ['csrfmiddlewaretoken', 'based_on', 'save_id', 'after', 'to', 'next_item']
const PREFIX = 'stocktake unsaved '
const SLOW = 20000

for (const form of document.querySelectorAll('form[data-autosave]')) start(form)

function start (form) {
  const before = stored(form)
  const queue = saves({ read: () => textOf(form), send: save => send(form, save), tell, known: before?.save })
  const failing = { now: false }
  if (before && before.save.text !== textOf(form)) resume(form, before, queue)
  else forget(form)
  form.addEventListener('input', () => { remember(form, queue); queue.changed() })
  form.addEventListener('change', () => { remember(form, queue); queue.changed() })
  form.addEventListener('submit', event => leave(event, form, queue))
  window.addEventListener('pagehide', () => { if (queue.waiting() && !queue.stopped()) post(form, queue.next(), { keepalive: true }).catch(() => {}) })
  document.addEventListener('visibilitychange', () => queue.now())
  for (const back of ['online', 'focus']) window.addEventListener(back, () => queue.now())
  window.addEventListener('beforeunload', event => { if (failing.now && queue.waiting()) event.preventDefault() })

  function tell (state, words) {
    failing.now = state !== 'saved'
    if (state === 'saved') {
      if (!queue.waiting()) forget(form)
      return showSaved(words)
    }
    showProblem(state, words, { again: () => queue.now(), both: () => seeBoth(form) })
  }
}

// Another page is asked for, or what is typed submitted, only once the server holds it as a draft.
async function leave (event, form, queue) {
  if (form.dataset.leaving) return
  if (!queue.waiting()) return freshToken(form) // a browser ignores a second submit while it fires the first
  event.preventDefault()
  const fine = await queue.flush()
  if (!fine) return
  form.dataset.leaving = 'yes'
  freshToken(form)
  form.requestSubmit(event.submitter)
}

async function send (form, save) {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), SLOW)
  try {
    const answer = await post(form, save, { signal: patience.signal })
    return await outcome(form, answer)
  } catch {
    return ['lost', 'Not saved: there is no connection. It is tried again until it works.']
  } finally {
    clearTimeout(timer)
  }
}

async function outcome (form, answer) {
  const page = !answer.headers.get('Content-Type')?.includes('json')
  if (answer.type === 'opaqueredirect' || (answer.status === 403 && page)) return ['signedOut', 'Not saved: you have been signed out.']
  if (answer.status === 404) return ['gone', 'Not saved: this is no longer open to you. Copy what you need.']
  if (answer.status >= 500) return ['lost', 'Not saved: the server had a fault. It is tried again until it works.']
  const said = await answer.json()
  if (answer.status === 409) return ['conflict', said.sentence]
  if (!answer.ok) return ['refused', said.sentence || 'Not saved.']
  standsAt(form, said)
  return ['saved', said.saved]
}

function post (form, save, options) {
  const fields = new FormData(form)
  for (const name of OURS.filter(name => name !== 'based_on')) fields.delete(name)
  fields.set('save_id', save.id)
  fields.set('after', save.after)
  const headers = { Accept: 'application/json', 'X-CSRFToken': token() }
  return fetch(form.dataset.save || form.action, { method: 'POST', body: fields, headers, redirect: 'manual', ...options })
}

// Signing in again changes the token, so it is read when it is needed.
function token () {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || ''
}

function freshToken (form) {
  if (token()) form.elements.csrfmiddlewaretoken.value = token()
}

function standsAt (form, said) {
  if (said.version) form.elements.based_on.value = said.version
  for (const [item, version] of Object.entries(said.versions || {})) {
    const field = form.querySelector(`[data-version-of="${CSS.escape(item)}"]`)
    if (field) field.value = version
  }
}

function valuesOf (form) {
  const versions = new Set([...form.querySelectorAll('[data-version-of]')].map(field => field.name))
  return [...new FormData(form)].filter(([name]) => !OURS.includes(name) && !versions.has(name))
}

function textOf (form) {
  return JSON.stringify(valuesOf(form))
}

// ---- What this tab holds and the server does not

function placeOf (form) {
  const item = form.elements.item?.value || ''
  return form.dataset.who ? `${PREFIX}${form.dataset.who} ${form.dataset.save || form.action} ${item}` : ''
}

function remember (form, queue) {
  const place = placeOf(form)
  if (!place) return
  const versions = [...form.querySelectorAll('[name=based_on], [data-version-of]')].map(f => [f.name, f.value])
  try {
    sessionStorage.setItem(place, JSON.stringify({ save: queue.next(), versions }))
  } catch { /* full or forbidden: the server is asked all the same */ }
}

function stored (form) {
  try {
    return JSON.parse(sessionStorage.getItem(placeOf(form)) || 'null')
  } catch {
    return null
  }
}

function forget (form) {
  try { sessionStorage.removeItem(placeOf(form)) } catch { /* forbidden: nothing was kept */ }
}

// A reload came before the save: the text goes back into the form and to the server.
function resume (form, before, queue) {
  const values = JSON.parse(before.save.text)
  for (const field of form.elements) {
    if (!field.name || OURS.includes(field.name)) continue
    const own = values.filter(([name]) => name === field.name).map(([, value]) => value)
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = own.includes(field.value)
    else if (own.length) field.value = own[0]
  }
  for (const [name, value] of before.versions) if (form.elements[name]) form.elements[name].value = value
  queue.now()
}

document.addEventListener('submit', event => {
  if (!event.target.action.endsWith('/account/logout/')) return
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
})

// ---- One place that says how it stands

function showSaved (words) {
  const [place, problem] = places()
  if (problem) { problem.hidden = true; problem.replaceChildren(); delete problem.dataset.state }
  if (place) place.textContent = words
}

function showProblem (state, words, { again, both }) {
  const [place, problem] = places()
  if (!problem || (problem.dataset.state === state && !problem.hidden)) return
  const acts = {
    lost: () => button('Try now', again),
    signedOut: () => signIn(),
    conflict: () => button('See both', both)
  }
  problem.dataset.state = state
  problem.replaceChildren(words, ' ', acts[state]?.() || '')
  problem.hidden = false
  if (place) place.textContent = ''
}

function places () {
  return [document.querySelector('[data-saved]'), document.querySelector('[data-not-saved]')]
}

function button (words, press) {
  const made = document.createElement('button')
  Object.assign(made, { type: 'button', className: 'st-linkish', textContent: words })
  made.addEventListener('click', press)
  return made
}

function signIn () {
  const link = document.createElement('a')
  Object.assign(link, { href: '/account/login/', target: '_blank', textContent: 'Sign in in a new tab; it is then saved by itself' })
  return link
}

// Sent as a page, a save that another window overtook is answered with both texts.
function seeBoth (form) {
  if (form.dataset.save) form.action = form.dataset.save
  form.dataset.leaving = 'yes'
  freshToken(form)
  forget(form) // the page with both texts holds them now; the one that is not chosen must not come back
  form.submit()
}
