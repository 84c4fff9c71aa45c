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
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  const title = document.createElement("h2");
  title.className = "card__title";
  title.append(link);
  const facts = document.createElement("p");
  facts.className = "search__facts";
  facts.textContent = [page.meta.section, page.meta.date].filter(Boolean).join(" · ");
  const excerpt = document.createElement("p");
  excerpt.append(...marked(page.excerpt));
  item.append(title, excerpt, facts);
  return item;
}

// Of the excerpt only its marks are taken; everything else is text.
function* marked(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      yield mark;
    } else {
      yield node.textContent;
    }
  }
}

async function search() {
  const words = box.value.trim();
  const address = new URL(location);
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
if (box.value) search();
else box.focus({ preventScroll: true });
