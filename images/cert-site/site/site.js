// Conveniences only: without this script every step is open, and every command can be selected.

const platform = visitorsPlatform()
for (const details of document.querySelectorAll('details[data-platform]')) {
  details.open = platform === undefined || details.dataset.platform === platform
  if (details.dataset.platform === platform) markAsTheirs(details)
}

for (const pre of document.querySelectorAll('pre')) {
  const wrapper = document.createElement('div')
  wrapper.className = 'with-copy'
  pre.replaceWith(wrapper)
  wrapper.append(
    pre,
    copyButton(() => pre.textContent),
  )
}
for (const element of document.querySelectorAll('.copyable')) {
  element.append(copyButton(() => element.querySelector('code').textContent))
}

function visitorsPlatform() {
  const agent = navigator.userAgent
  if (/Android/.test(agent)) return 'android'
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(agent) || (/Mac/.test(agent) && navigator.maxTouchPoints > 1)) return 'ios'
  if (/Windows/.test(agent)) return 'windows'
  if (/Mac/.test(agent)) return 'macos'
  if (/Linux|X11|CrOS/.test(agent)) return 'linux'
  return undefined
}

function markAsTheirs(details) {
  const badge = document.createElement('span')
  badge.className = 'yours'
  badge.textContent = 'your device'
  details.querySelector('summary').append(badge)
  // First in the list, so that nobody has to scroll past the others.
  details.parentElement.querySelector('details').before(details)
}

function copyButton(text) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Select and copy'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
  return button
}

async function copied(text) {
  // Over plain HTTP, where most visitors are, browsers offer no clipboard object.
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Refused: try the old way.
    }
  }
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
  }
}
