// The search page.  The index is Pagefind's, and nothing of it is loaded before somebody types.
"use strict";

(() => {
  const form = document.querySelector(".search__form");
  const field = form.elements.q;
  const texts = form.dataset;
  const status = document.querySelector(".search__status");
  const list = document.querySelector(".search__results");
  const more = document.querySelector(".search__more");
  const template = document.querySelector("template");
  const STEP = 10;

  let loading;
  let hits = [];
  let shown = 0;
  let round = 0;

  function load() {
    loading ??= import(new URL(`${texts.index}pagefind.js`, location.href)).then(async (index) => {
      await index.options({ baseUrl: new URL(texts.root, location.href).pathname });
      return index;
    });
    return loading;
  }

  // An excerpt is HTML; only its text and what is marked in it are taken over.
  function excerpt(html) {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    return [...body.childNodes].map((node) => {
      if (node.nodeName !== "MARK") return node.textContent;
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      return mark;
    });
  }

  function toEntry(found) {
    const entry = template.content.cloneNode(true);
    const link = entry.querySelector("a");
    link.href = found.url;
    link.textContent = found.meta.title;
    entry.querySelector(".kicker").textContent = found.meta.section ?? "";
    entry.querySelector(".card__summary").append(...excerpt(found.excerpt));
    entry.querySelector(".card__meta").textContent = found.meta.date ?? "";
    return entry;
  }

  async function showMore(mine) {
    const next = hits.slice(shown, shown + STEP);
    const found = await Promise.all(next.map((hit) => hit.data()));
    if (mine !== round) return;
    const first = list.children.length;
    list.append(...found.map(toEntry));
    shown += next.length;
    more.hidden = shown >= hits.length;
    if (first) list.children[first].querySelector("a").focus();
  }

  async function search() {
    const mine = ++round;
    const query = field.value.trim();
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (!query) return clear("");
    if (!loading) status.textContent = texts.busy;
    try {
      const index = await load();
      const result = await index.debouncedSearch(query, {}, 150);
      if (!result || mine !== round) return;
      clear("");
      hits = result.results;
      await showMore(mine);
      if (mine === round) {
        status.textContent = hits.length
          ? texts.count.replace("{count}", hits.length.toLocaleString(document.documentElement.lang))
          : texts.none.replace("{query}", () => query);
      }
    } catch {
      loading = undefined;
      clear(texts.failed);
    }
  }

  function clear(message) {
    hits = [];
    shown = 0;
    list.replaceChildren();
    more.hidden = true;
    status.textContent = message;
  }

  if (location.protocol === "file:") {
    status.textContent = texts.file;
    return;
  }
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  more.addEventListener("click", () => showMore(round));
  field.focus();
  if (field.value) search();
})();
