// Finds pages with Pagefind, which is fetched when somebody begins to type.
const form = document.querySelector("form[role=search]");
const nothing = document.querySelector("#nothing");
const found = document.querySelector("#found");
let pagefind;

async function search(words) {
  pagefind ??= import(new URL("../pagefind/pagefind.js", import.meta.url));
  const answer = await (await pagefind).debouncedSearch(words);
  if (!answer) return; // More has been typed since.
  const pages = await Promise.all(answer.results.slice(0, 20).map((result) => result.data()));
  if (words !== form.q.value.trim()) return;
  nothing.hidden = pages.length > 0 || !words;
  found.replaceChildren(...pages.map(toItem));
}

function toItem(page) {
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  const item = document.createElement("li");
  const excerpt = new DOMParser().parseFromString(page.excerpt, "text/html").body.textContent;
  item.append(link, " ", excerpt);
  return item;
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.q.addEventListener("input", () => search(form.q.value.trim()));
form.q.value = new URLSearchParams(location.search).get("q") ?? "";
if (form.q.value) search(form.q.value.trim());
