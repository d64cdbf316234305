// One form's saves: one in flight at a time, the newest text next, tried again until answered.
//
// `read()` gives the text as it stands; `send(save)` posts { text, id, after } and says what came of
// it; `tell(state, words)` shows it. A text has one id however often it is sent, and names the saves
// before it whose answers are missing, so that a lost answer never makes a conflict with oneself.

const WAIT = 1000
const KNOWN = 20
const RETRY = { first: 2000, longest: 30000 }

export function saves ({ read, send, tell, known = null }) {
  let kept = read()
  let last = known
  let busy = null
  let stopped = false
  let timer = 0
  let retry = RETRY.first

  const waiting = () => read() !== kept

  function changed () {
    if (stopped) return
    clearTimeout(timer)
    timer = setTimeout(now, WAIT)
  }

  // Resolves once this save is answered, or found to be lost for now.
  function now () {
    clearTimeout(timer)
    if (stopped || !waiting()) return Promise.resolve()
    busy = busy || attempt().finally(() => { busy = null })
    return busy
  }

  async function attempt () {
    const save = next(read())
    const [state, words] = await send(save)
    outcomes[state](save, words)
    tell(state, words)
  }

  const outcomes = {
    saved: save => {
      kept = save.text
      save.after = ''
      retry = RETRY.first
      if (waiting()) changed()
    },
    lost: again,
    signedOut: again,
    refused: () => {},
    conflict: () => { stopped = true },
    gone: () => { stopped = true }
  }

  function again () {
    clearTimeout(timer)
    timer = setTimeout(now, retry)
    retry = Math.min(retry * 2, RETRY.longest)
  }

  function next (text) {
    if (last?.text === text) return last
    const after = [last?.after, last?.id].filter(Boolean).join(' ').split(' ').slice(-KNOWN).join(' ')
    last = { text, id: newId(), after }
    return last
  }

  // Before leaving for another page: true once the server has everything.
  async function flush () {
    if (busy) await busy
    await now()
    return !waiting()
  }

  return { changed, now, flush, waiting, next: () => next(read()), stopped: () => stopped }
}

// crypto.randomUUID is there on secure origins only; a council may serve plain http inside.
function newId () {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(n => n.toString(16).padStart(2, '0')).join('')
}
