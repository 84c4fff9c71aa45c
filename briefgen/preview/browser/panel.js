// What the preview says over a page: mistakes, large and in front; what is known of the
// page, small and at its edge.  All of it stands in a shadow root, so that the styles of
// theme and preview do not meet.

import { recall, remember } from "./place.js";

const FOLDED = "briefgen-folded";

export class Panel {
  #root;
  #bar;
  #mistakes;
  #note;
  #alert;
  #told = "";
  #isFolded = false;

  constructor() {
    this.host = document.createElement("briefgen-preview");
    this.#root = this.host.attachShadow({ mode: "open" });
    const style = make("link", { rel: "stylesheet", href: new URL("preview.css", import.meta.url) });
    this.#bar = make("section", { className: "bar", ariaLabel: "Preview", hidden: true });
    this.#mistakes = make("section", { className: "mistakes", role: "alertdialog", hidden: true, tabIndex: -1 });
    this.#mistakes.setAttribute("aria-labelledby", "title");
    this.#note = make("p", { className: "note", role: "status", hidden: true });
    this.#alert = make("p", { className: "heard", role: "alert" });
    // Nothing is to be seen before it has its style.
    this.host.hidden = true;
    style.addEventListener("load", () => (this.host.hidden = false));
    this.#root.append(style, this.#bar, this.#mistakes, this.#note, this.#alert);
    document.documentElement.append(this.host);
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.#mistakes.hidden) this.#fold(true);
    });
  }

  // Shows what is wrong, and what is known of the page.
  show(told) {
    const mistakes = JSON.stringify(told.errors);
    if (mistakes !== this.#told && (this.#told || told.errors.length)) {
      const [first] = told.errors;
      this.#alert.textContent = first ? `${plural(told.errors.length, "mistake")}: ${first.message}` : "All is mended.";
      this.#told = mistakes;
      this.#fillMistakes(told);
      // A new mistake comes to the front, even if others were put away.
      this.#isFolded = false;
    }
    this.#fillBar(told);
    this.host.dataset.isConnected = "";
    this.#fold(this.#isFolded);
  }

  showConnection(isThere) {
    this.#note.hidden = isThere;
    this.#note.replaceChildren("The preview has stopped. Run ", make("code", {}, "briefgen serve"), " again; this page will follow.");
  }

  #fold(isFolded) {
    this.#isFolded = isFolded;
    const count = this.#mistakes.querySelectorAll("li").length;
    const hadFocus = this.#root.activeElement && this.#mistakes.contains(this.#root.activeElement);
    this.#mistakes.hidden = isFolded || !count;
    const button = this.#bar.querySelector(".unfold");
    if (button) button.hidden = !isFolded;
    this.#bar.hidden = [...this.#bar.children].every((one) => one.hidden || one.matches(".handle"));
    if (hadFocus && isFolded) button?.focus();
  }

  #fillMistakes({ errors, more }) {
    const total = errors.length + more;
    const title = make("h2", { id: "title" }, total === 1 ? "A mistake" : `${total} mistakes`);
    const close = make("button", { type: "button", className: "close" }, "Put away");
    close.addEventListener("click", () => this.#fold(true));
    const rest = more ? make("p", {}, `And ${more} more; the terminal shows all.`) : "";
    const foot = make("p", { className: "foot" }, "Below is the last good page. This goes when the mistake is mended.");
    const list = make("ol", {}, ...errors.map(toItem));
    this.#mistakes.replaceChildren(make("header", {}, title, close), list, rest, foot);
  }

  #fillBar({ source, edit, state, publishAt, warnings, errors, more }) {
    const parts = [];
    const count = errors.length + more;
    if (count) {
      const button = make("button", { type: "button", className: "unfold", hidden: true }, plural(count, "mistake"));
      button.addEventListener("click", () => {
        this.#fold(false);
        this.#mistakes.focus();
      });
      parts.push(button);
    }
    if (state === "draft") parts.push(make("span", { className: "badge" }, "Draft"));
    if (state === "scheduled") parts.push(make("span", { className: "badge" }, `Scheduled for ${publishAt}`));
    if (source) parts.push(toLink("source", source, edit));
    if (warnings.length) parts.push(this.#warnings(warnings));
    const isOpen = this.#bar.querySelector("details")?.open ?? false;
    this.#bar.replaceChildren(...parts, this.#handle());
    const details = this.#bar.querySelector("details");
    if (details) details.open = isOpen;
  }

  #warnings(warnings) {
    const list = make("ol", {}, ...warnings.map(toItem));
    return make("details", {}, make("summary", {}, plural(warnings.length, "warning")), list);
  }

  // Makes the bar a dot, for who wants to see what is below it, and a bar again.
  #handle() {
    const button = make("button", { type: "button", className: "handle" });
    const set = (isSmall) => {
      this.#bar.classList.toggle("small", isSmall);
      button.textContent = isSmall ? "i" : "×";
      button.ariaLabel = isSmall ? "Show what the preview says of this page" : "Make this bar small";
    };
    set(recall(FOLDED) === "1");
    button.addEventListener("click", () => {
      const isSmall = !this.#bar.classList.contains("small");
      remember(FOLDED, isSmall ? "1" : "");
      set(isSmall);
    });
    return button;
  }
}

function toItem({ message, help, place, edit, excerpt, line }) {
  const item = make("li", {}, make("p", { className: "message" }, ...marked(message)));
  if (place) item.append(make("p", {}, toLink("place", place, edit)));
  if (excerpt) {
    const [before, meant, after] = excerpt;
    const code = make("code", {}, before, make("mark", {}, meant || " "), after);
    item.append(make("pre", { tabIndex: 0 }, make("span", { className: "line" }, `${line} `), code));
  }
  if (help) item.append(make("p", { className: "help" }, ...marked(help)));
  return item;
}

// Words between backquotes are what somebody has written, or is to write.
function marked(text) {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

function toLink(className, text, address) {
  if (!address) return make("span", { className }, text);
  return make("a", { className, href: address, title: `Open ${text} in the editor` }, text);
}

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function make(name, properties, ...content) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
}
