// What stands in the page but is not shown, although nobody has folded it away.
() => [...document.querySelectorAll(
  "main :is(h1, h2, h3, h4, p, li, td, th, dd, dt, figcaption, blockquote)"
)]
  .filter((element) => element.textContent.trim()
    && !element.closest("details:not([open]), [hidden], dialog, template, noscript, [data-print]")
    && !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((element) => element.outerHTML.slice(0, 200))
