// A selection as a passage of the note. Positions count code points, as the server's do.

export function passageOf (selection, note) {
  if (!selection?.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const first = paragraphOf(range.startContainer, note)
  const last = paragraphOf(range.endContainer, note) || lastBefore(range, note)
  if (!first || !last) return null
  const start = placeOf(first, range.startContainer, range.startOffset)
  const end = last.contains(range.endContainer)
    ? placeOf(last, range.endContainer, range.endOffset)
    : Number(last.dataset.start) + points(last.textContent)
  const exact = first === last ? range.toString() : textBetween(first, last, range)
  return end > start && exact.trim() ? { start, end, exact, last } : null
}

function paragraphOf (node, note) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
  const found = element?.closest('p[data-start]')
  return found && note.contains(found) ? found : null
}

// A triple click ends the selection at the beginning of what follows the paragraph.
function lastBefore (range, note) {
  const inside = [...note.querySelectorAll('p[data-start]')].filter(p => range.intersectsNode(p))
  return inside.at(-1) || null
}

function placeOf (paragraph, node, offset) {
  const before = document.createRange()
  before.selectNodeContents(paragraph)
  before.setEnd(node, offset)
  return Number(paragraph.dataset.start) + points(before.toString())
}

// Across paragraphs: the words of each, a line each; the numbers beside them are not the note's.
function textBetween (first, last, range) {
  const all = [...first.closest('[data-note-body]').querySelectorAll('p[data-start]')]
  return all.filter(p => range.intersectsNode(p)).map(p => {
    const part = document.createRange()
    part.selectNodeContents(p)
    if (p === first) part.setStart(range.startContainer, range.startOffset)
    if (p === last && p.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset)
    return part.toString()
  }).join('\n')
}

function points (text) {
  return [...text].length
}
