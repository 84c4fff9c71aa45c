// The search page.  Pagefind, which finds, is loaded when somebody begins to type.

const form = document.querySelector(".search");
const box = form.elements.q;
const status = document.querySelector(".search__status");
const list = document.querySelector(".search__results");
const SHOWN = 20;
let pagefind;

async function load() {
  // This file lies in assets/ and the index beside it, wherever the site is served.
  const found = await import(new URL("../pagefind/pagefind.js", import.meta.url));
  await found.init();
  return found;
}

async function find(words) {
  pagefind ??= load();
  const answer = await (await pagefind).debouncedSearch(words, {}, 150);
  if (!answer) return; // More has been typed since.
  const pages = await Promise.all(answer.results.slice(0, SHOWN).map((one) => one.data()));
  if (box.value.trim() !== words) return;
  list.replaceChildren(...pages.map(toItem));
  status.textContent = pages.length
    ? form.dataset.total.replace("{total}", answer.results.length)
    : form.dataset.none;
}

function toItem(page) {
  const link = make("a", "", page.meta.title);
  link.href = page.url;
  const facts = [page.meta.section, page.meta.date && dated(page.meta.date)].filter(Boolean).join(" · ");
  const card = make(
    "article",
    "card",
    make("h2", "item__title", link),
    make("p", "card__summary", ...marked(page.excerpt)),
    make("p", "card__meta", facts),
  );
  return make("li", "", card);
}

function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

// As the site writes its dates: English without a country is British here, and American in browsers.
function dated(day) {
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

// Of the excerpt only its marks are taken; everything else is text.
function* marked(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of body.childNodes) {
    if (node.nodeName === "MARK") {
      yield make("mark", "", node.textContent);
    } else {
      yield node.textContent;
    }
  }
}

async function search() {
  const words = box.value.trim();
  const address = new URL(location);
  address.hash = "";
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  try {
    history.replaceState(null, "", address);
  } catch {
    // Some browsers forbid it for files.
  }
  if (!words) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    await find(words);
  } catch {
    pagefind = undefined;
    status.textContent = form.dataset.failed;
  }
}

form.hidden = false;
box.value = new URLSearchParams(location.search).get("q") ?? "";
box.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
// Whoever asks for the box begins in it; everyone else at the top, as on every page.
const isAskedFor = location.hash === `#${box.id}`;
search();
if (isAskedFor) box.focus({ preventScroll: true });
