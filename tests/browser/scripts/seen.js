// Every piece of text in the main part that readers see; controls may need JavaScript.
() => {
  const main = document.querySelector("main");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const seen = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.replace(/\s+/g, " ").trim();
    const element = walker.currentNode.parentElement;
    const isControl = element.closest("button, dialog, form, noscript, script, style, template");
    const isShown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (text && isShown && !isControl) seen.push(text);
  }
  return seen;
}
