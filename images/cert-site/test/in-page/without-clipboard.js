// Takes away what a browser leaves out on a page that came over plain HTTP, and notes what is copied the old way.
Object.defineProperty(navigator, 'clipboard', { value: undefined })
document.addEventListener('copy', () => {
  window.lastCopied = document.querySelector('textarea').value
})
