// A clock of one's own: how long one has been at a review. Off until its owner starts it, kept in this
// browser alone and sent nowhere, so that nobody else can see it or ask for it (decision 0023).
const STEP = 15 // seconds added at a time
const IDLE = 300 // seconds without a key or a movement after which nothing is added
const KEPT = 60 // days after which a clock that nobody went on with is removed
const PREFIX = 'stocktake clock '

const place = document.querySelector('[data-clock]')
if (place) start(place)

function start (place) {
  const key = PREFIX + place.dataset.clock
  const [words, run, clear] = ['words', 'run', 'clear'].map(name => place.querySelector(`[data-clock-${name}]`))
  let moved = Date.now()
  removeOld()
  for (const kind of ['keydown', 'pointermove', 'scroll']) document.addEventListener(kind, () => { moved = Date.now() }, { passive: true, capture: true })
  run.addEventListener('click', () => { const now = read(key); write(key, { ...now, running: !now.running }); show() })
  clear.addEventListener('click', () => { localStorage.removeItem(key); show(); run.focus() })
  setInterval(tick, STEP * 1000)
  window.addEventListener('storage', show) // another window of the same browser
  show()
  place.hidden = false

  function tick () {
    const now = read(key)
    const away = document.hidden || Date.now() - moved > IDLE * 1000
    if (now.running && !away) write(key, { ...now, seconds: now.seconds + STEP })
    show()
  }

  function show () {
    const now = read(key)
    words.textContent = now.running || now.seconds ? `My time: ${inWords(now.seconds)}` : ''
    run.textContent = now.running ? 'Stop' : now.seconds ? 'Go on' : 'Time myself'
    clear.hidden = now.running || !now.seconds
  }
}

function inWords (seconds) {
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function read (key) {
  try {
    return { seconds: 0, running: false, ...JSON.parse(localStorage.getItem(key)) }
  } catch {
    return { seconds: 0, running: false }
  }
}

// A browser that keeps nothing has no clock; everything else goes on.
function write (key, now) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...now, on: Date.now() }))
  } catch {}
}

function removeOld () {
  try {
    for (const key of Object.keys(localStorage).filter(key => key.startsWith(PREFIX))) {
      if (Date.now() - (read(key).on || 0) > KEPT * 86400000) localStorage.removeItem(key)
    }
  } catch {}
}
