// Shows the newest state of the page, and touches only what is different: so the
// reader's place, open folds and typed text stay, and nothing flickers.

import { refreshImages, rememberImages, withVersions } from "./images.js";
import { Idiomorph } from "./idiomorph.js";
import { keepPlace } from "./place.js";

const SECONDS_FOR_STYLES = 3;
const OWN = "briefgen-preview";

export class Page {
  #script;
  #changes;
  #host;
  #scripts;

  constructor(script, changes, host) {
    this.#script = script;
    this.#changes = changes;
    this.#host = host;
    this.#scripts = scriptsOf(document);
    const whenIdle = window.requestIdleCallback ?? setTimeout;
    whenIdle(rememberImages);
  }

  // Shows `next`, what the server has now, and returns its key.
  async update(next) {
    const key = keyOf(next);
    if (key === undefined || this.#needsLoading(next)) {
      keepPlace();
      location.reload();
      return key;
    }
    this.#changes.read();
    withVersions(next);
    const { isReady, finish } = replaceHead(next.head, (node) => this.#changes.added.has(node));
    this.#changes.discard();
    await isReady;
    this.#changes.read();
    this.#keepChanges(document.documentElement, next.documentElement);
    for (const name of namesOf(document.documentElement, next.documentElement)) {
      copyAttribute(name, next.documentElement, document.documentElement);
    }
    this.#morphBody(next.body);
    finish();
    this.#script.dataset.key = key;
    this.#changes.discard();
    await refreshImages();
    this.#changes.discard();
    return key;
  }

  // Scripts that are new have to run on a new page; so have those that have built parts of it.
  #needsLoading(next) {
    this.#changes.read();
    return this.#changes.isReshaped || this.#scripts !== scriptsOf(next);
  }

  // What scripts and the reader have made of a node stays, until the page itself says something else.
  #keepChanges(node, next) {
    const changed = this.#changes.attributes.get(node);
    for (const [name, sent] of changed ?? []) {
      if (next.getAttribute(name) === sent) copyAttribute(name, node, next);
      else changed.delete(name);
    }
  }

  #morphBody(next) {
    const { added } = this.#changes;
    Idiomorph.morph(document.body, next, {
      morphStyle: "outerHTML",
      restoreFocus: true,
      callbacks: {
        beforeNodeRemoved: (node) => !added.has(node) && node !== this.#host,
        beforeNodeMorphed: (node, other) => this.#keepChanges(node, other),
        beforeAttributeUpdated: (name, node) => !isTyped(node, name),
      },
    });
  }
}

// Returns the page as the server has it now, wherever the addresses on it are said to begin.
export async function load() {
  const address = new URL(location.pathname + location.search, location.origin);
  const answer = await fetch(address, { cache: "no-store" });
  const text = await answer.text();
  return new DOMParser().parseFromString(text, "text/html");
}

const keyOf = (page) => page.getElementById(OWN)?.dataset.key;

function scriptsOf(page) {
  const scripts = [...page.querySelectorAll(`script:not(#${OWN})`)];
  const running = scripts.filter((one) => /^$|module|javascript/.test(one.type));
  return JSON.stringify(running.map((one) => [one.getAttribute("src"), one.type, one.textContent]));
}

const namesOf = (...elements) => new Set(elements.flatMap((one) => one.getAttributeNames()));

function copyAttribute(name, from, to) {
  if (from.hasAttribute(name)) to.setAttribute(name, from.getAttribute(name));
  else to.removeAttribute(name);
}

// Whether somebody has typed or chosen what an update would take back.
function isTyped(node, name) {
  if (name === "value") return "defaultValue" in node && node.value !== node.defaultValue;
  if (name === "checked") return node.checked !== node.defaultChecked;
  if (name === "selected") return node.selected !== node.defaultSelected;
  return false;
}

// Puts what is new into the head.  When the new style sheets are there, `finish` takes out
// what is old: in between nothing is without style.
function replaceHead(next, isAdded) {
  const old = new Map();
  for (const one of document.head.children) {
    if (!isAdded(one) && one.id !== OWN) old.set(one.outerHTML, [...(old.get(one.outerHTML) ?? []), one]);
  }
  const waiting = [];
  let place = document.head.firstElementChild;
  for (const one of next.children) {
    if (one.id === OWN) continue;
    const same = old.get(one.outerHTML)?.shift();
    if (same) {
      place = same.nextElementSibling;
      continue;
    }
    const made = document.importNode(one, true);
    if (made.matches("link[rel~=stylesheet]")) waiting.push(isLoaded(made));
    document.head.insertBefore(made, place);
  }
  const finish = () => [...old.values()].flat().forEach((one) => one.remove());
  return { isReady: Promise.all(waiting), finish };
}

function isLoaded(link) {
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    setTimeout(resolve, 1000 * SECONDS_FOR_STYLES);
  });
}
