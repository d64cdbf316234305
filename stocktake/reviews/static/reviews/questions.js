// After an answer is saved, the questions that it opens or settles, and the rating, are drawn afresh.
// Without this file the button “Update the questions” does the same. Nothing typed since is replaced.

const all = () => document.querySelector('[data-asked-all]')
let due = false

if (all()) {
  document.addEventListener('change', event => { if (all().contains(event.target)) due = true })
  const saved = document.querySelector('[data-saved]')
  if (saved) new MutationObserver(() => { if (due) { due = false; afresh() } }).observe(saved, { childList: true, characterData: true, subtree: true })
  for (const button of document.querySelectorAll('[data-update-questions]')) button.hidden = true
}

async function afresh () {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.querySelector('[data-asked-all]')
  if (!fresh || typedSince(fresh)) return
  const at = document.activeElement
  const back = all().contains(at) && at.name ? { name: at.name, value: at.type === 'radio' ? at.value : null } : null
  all().replaceWith(fresh)
  if (back) [...fresh.querySelectorAll('[name]')].find(one => one.name === back.name && one.type !== 'hidden' && (back.value === null || one.value === back.value))?.focus()
  document.querySelectorAll('[data-update-questions]').forEach(button => { button.hidden = true })
}

// Whether a control holds something the server's page does not have yet.
function typedSince (fresh) {
  const theirs = new Map([...fresh.querySelectorAll('[name]')].map(one => [key(one), state(one)]))
  return [...all().querySelectorAll('[name]')].some(one => theirs.has(key(one)) && theirs.get(key(one)) !== state(one))
}

function key (one) {
  return `${one.name} ${one.type} ${one.type === 'radio' ? one.value : ''}`
}

function state (one) {
  return one.type === 'radio' || one.type === 'checkbox' ? String(one.checked) : one.value
}
