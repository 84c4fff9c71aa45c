// Numbers whatever can be reached, in the order of the document, and remembers how each looks
// without focus.  Of a group of radio buttons, Tab reaches one; arrows do the rest.
() => {
  const all = [
    "a[href]", "area[href]", "button", "input", "select", "textarea", "summary", "iframe",
    "audio[controls]", "video[controls]", "[tabindex]", "[contenteditable]",
  ].join();
  const looks = (element) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    const outline = style.outlineStyle === "none" || style.outlineWidth === "0px"
      ? "none" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return `${outline} / ${style.boxShadow}`;
  });
  const isReachable = (element) => element.tabIndex >= 0
    && !element.matches(":disabled") && !element.closest("[inert]")
    && element.checkVisibility({ visibilityProperty: true })
    && (element.type !== "radio" || element.checked || !document.querySelector(
      `input[type=radio][name="${element.name}"]:checked`));
  const found = [...document.querySelectorAll(all)].filter(isReachable);
  window.checked = { looks, found, before: found.map(looks) };
  document.activeElement?.blur();
  return found.map((element) => element.outerHTML.slice(0, 200));
}
