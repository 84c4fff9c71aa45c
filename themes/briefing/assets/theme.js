// What a page does beyond being read.  Each part works by itself, and a page works without any.

const root = document.documentElement;

// Light and dark: the reader's choice is kept; without one, the system decides.
const mode = document.querySelector(".tool--mode");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => root.dataset.mode === "dark" || (root.dataset.mode !== "light" && prefersDark.matches);
const showMode = () => mode.setAttribute("aria-pressed", String(isDark()));
if (mode) {
  mode.dataset.ready = "";
  showMode();
  prefersDark.addEventListener("change", showMode);
  mode.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    // What the system says by itself need not be remembered.
    root.dataset.mode = (chosen === "dark") === prefersDark.matches ? "auto" : chosen;
    showMode();
    try {
      localStorage.setItem("mode", root.dataset.mode);
    } catch {
      // Where nothing may be kept, the choice holds for this page.
    }
  });
}

// The table of contents marks the part that is being read.
const contents = new Map();
for (const link of document.querySelectorAll(".toc a")) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (target) contents.set(target, link);
}
if (contents.size) {
  const fold = document.querySelector(".toc");
  const mark = () => {
    // Read: the last heading that has come near the top of the window.
    const passed = [...contents.keys()].filter((one) => one.getBoundingClientRect().top < innerHeight / 8);
    const current = contents.get(passed.at(-1));
    for (const link of contents.values()) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    // Contents that are longer than the window show the part with the mark.
    fold.scrollTop = (current?.offsetTop ?? 0) - fold.clientHeight / 2;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -87.5%", threshold: [0, 1] });
  for (const target of contents.keys()) observer.observe(target);
  // Contents that stand above the text on a phone get out of the way.
  fold.addEventListener("click", (event) => {
    if (event.target.closest("a") && !matchMedia("(min-width: 60rem)").matches) fold.open = false;
  });
}

// Passing an article on: buttons that cannot work are not shown.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2500);
  });
}
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}),
  );
}

// `/` and Ctrl-K lead to the search, unless somebody is writing.
const search = document.querySelector(".tool--search");
addEventListener("keydown", (event) => {
  const isWriting = event.target.closest?.("input, textarea, select, [contenteditable]");
  const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting;
  const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!search || !(isPlain || isShortcut)) return;
  event.preventDefault();
  const box = document.querySelector(".search__box");
  if (box) box.focus();
  else location.assign(search.href);
});
