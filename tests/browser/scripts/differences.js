// Returns in what the page differs from the HTML that it should show.  What scripts of the
// theme do to a page is no part of it, nor are the preview's additions.
(html) => {
  const OF_SCRIPTS = ["hidden", "aria-live", "data-ready", "aria-pressed"];
  const trim = (value) => value.replace(/\?v=[0-9a-f]+/g, "");
  const plain = (page) => {
    const root = page.documentElement.cloneNode(true);
    const all = (selector) => [...root.querySelectorAll(selector)];
    all("#briefgen-preview, briefgen-preview").forEach((one) => one.remove());
    all("[aria-current=true]").forEach((one) => one.removeAttribute("aria-current"));
    for (const one of all("[data-copy], [data-share], .search, .tool--mode")) {
      OF_SCRIPTS.forEach((name) => one.removeAttribute(name));
    }
    all("details").forEach((one) => one.removeAttribute("open"));
    all("[src]").forEach((one) => one.setAttribute("src", trim(one.getAttribute("src"))));
    all("[srcset]").forEach((one) => one.setAttribute("srcset", trim(one.getAttribute("srcset"))));
    root.removeAttribute("data-mode");
    root.normalize();
    const attributes = [...root.attributes].map((one) => `${one.name}=${one.value}`).sort();
    const head = [...root.querySelector("head").children].map((one) => one.outerHTML);
    const body = root.querySelector("body").outerHTML.replace(/\s+<.body>$/, "");
    return [attributes.join("\n"), head.join("\n"), body];
  };
  const expected = plain(new DOMParser().parseFromString(html, "text/html"));
  const shown = plain(document);
  return expected.map((one, index) => [one, shown[index]]).filter(([one, other]) => one !== other);
}
