// Keeps the reader's place where a page has to be loaded anew: how far it was scrolled,
// which folds were open, and what was typed.

const NAME = "briefgen-place";
const FIELDS = "input:not([type=password], [type=file], [type=hidden]), textarea, select";

const all = (selector) => [...document.querySelectorAll(selector)];

// Browsers may be told to keep nothing for a site; then nothing is what is remembered.
export function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {}
}

export function recall(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keepPlace(address = location.pathname) {
  const place = {
    address,
    scroll: [scrollX, scrollY],
    open: all("details").map((one) => one.open),
    fields: all(FIELDS).map((one) => [one.value, one.checked]),
    focus: all(FIELDS).indexOf(document.activeElement),
  };
  remember(NAME, JSON.stringify(place));
}

export function restorePlace() {
  const place = JSON.parse(recall(NAME) || null);
  remember(NAME, "");
  if (place?.address !== location.pathname) return;
  const restore = () => {
    all("details").forEach((one, index) => (one.open = place.open[index] ?? one.open));
    all(FIELDS).forEach((one, index) => {
      const [value, checked] = place.fields[index] ?? [one.value, one.checked];
      if (one.value === value && one.checked === checked) return;
      one.value = value;
      one.checked = checked;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
    all(FIELDS)[place.focus]?.focus({ preventScroll: true });
    scrollTo({ left: place.scroll[0], top: place.scroll[1], behavior: "instant" });
  };
  if (document.readyState === "complete") restore();
  else addEventListener("load", restore, { once: true });
}
