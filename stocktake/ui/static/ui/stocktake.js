// Starts GOV.UK's behaviours and our small ones. Every page works without this file.
import { initAll } from './built/govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
// What was done is announced; the focus goes to it only where the address names no place of its own.
if (!window.location.hash) document.querySelector('.st-flash:not([hidden])')?.focus({ preventScroll: true })

// Twin scale: the sentence and the line follow the two choices at once.
for (const scales of document.querySelectorAll('[data-scales]')) {
  scales.addEventListener('change', () => showGap(scales))
}

function showGap (scales) {
  const value = kind => Number(scales.querySelector(`.st-scale--${kind} input:checked`)?.value || 0)
  const [record, discussion] = [value('record'), value('discussion')]
  const gap = record && discussion ? discussion - record : null
  scales.querySelectorAll('.st-scale--discussion .st-scale__one').forEach((one, i) => {
    const at = i + 1
    const [low, high] = [Math.min(record, discussion), Math.max(record, discussion)]
    one.classList.toggle('st-scale__one--between', Boolean(gap) && at > low && at <= high)
    one.classList.toggle('st-scale__one--between-after', Boolean(gap) && at >= low && at < high)
  })
  const place = scales.querySelector('[data-gap]')
  if (!place) return // one row alone has no gap
  const words = gap === null ? 'none' : gap > 0 ? 'deeper' : gap < 0 ? 'shallower' : 'same'
  const number = document.createElement('b')
  number.textContent = gap === null ? '' : gap > 0 ? `+${gap}` : gap < 0 ? `−${-gap}` : '0'
  place.replaceChildren(number, place.dataset[words])
}

// Session: a warning five minutes before the end; any answer from the server begins it anew.
const session = document.getElementById('session')
if (session) {
  const minutes = Number(session.dataset.minutes)
  const [warning, over] = [session.querySelector('[data-warning]'), session.querySelector('[data-over]')]
  let timers = []
  const begin = () => {
    timers.forEach(clearTimeout)
    session.hidden = true
    timers = [
      setTimeout(() => { session.hidden = false }, (minutes - 5) * 60000),
      setTimeout(() => { warning.hidden = true; over.hidden = false }, minutes * 60000)
    ]
  }
  warning.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch('/account/', { redirect: 'manual' })
    if (answer.ok) begin()
  })
  document.addEventListener('htmx:afterRequest', begin)
  begin()
}
