// The lowest WCAG contrast of any visible text with the nearest ground behind it.
;(() => {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number)
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const ground = (element) => {
    const colour = parse(getComputedStyle(element).backgroundColor)
    return colour[3] === 0 ? ground(element.parentElement) : colour
  }
  const contrasts = [...document.querySelectorAll('main *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const pair = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))]
      return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)
    })
  return Math.min(...contrasts)
})()
