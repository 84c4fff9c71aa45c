// What one tab does: it hears what is new to it, and shows that.

import { Connection } from "./connection.js";
import { load, Page } from "./page.js";
import { Panel } from "./panel.js";
import { keepPlace, restorePlace } from "./place.js";

const AGAIN = 500; // Milliseconds between attempts to load the page.

export function start(script, changes) {
  const { at, base, key } = script.dataset;
  const state = { at, base, key };
  const panel = new Panel();
  const page = new Page(script, changes, panel.host);
  const say = join(hear);
  let isBusy = false;
  let wanted = key;

  function hear(name, data) {
    if (name === "panel") panel.show(data);
    else if (name === "lost" || name === "found") panel.showConnection(name === "found");
    else if (name === "moved") go(data.address);
    else if (name === "page") {
      wanted = data.key;
      update();
    }
  }

  function go(address) {
    say("leave");
    keepPlace(address);
    location.replace(new URL(address + location.hash, location.origin));
  }

  async function update() {
    if (isBusy) return;
    isBusy = true;
    try {
      while (wanted !== undefined && wanted !== state.key) {
        const announced = wanted;
        wanted = undefined;
        const next = await load().catch(() => null);
        if (!next) {
          // The server could not be reached.
          wanted ??= announced;
          setTimeout(update, AGAIN);
          break;
        }
        // What a template keeps from being drawn comes with the key of the last good page.
        state.key = await page.update(next);
        say("update", state);
      }
    } catch {
      // What cannot be brought up to date can be loaded anew.
      keepPlace();
      location.reload();
    } finally {
      isBusy = false;
    }
  }

  function join(hear) {
    if (!("SharedWorker" in window)) {
      const connection = new Connection();
      const tab = { ...state, hear };
      return (action, news) => {
        Object.assign(tab, news);
        connection[action]?.(tab);
      };
    }
    const worker = new SharedWorker(new URL("worker.js", import.meta.url), { type: "module", name: "briefgen" });
    worker.port.onmessage = ({ data }) => hear(data.name, data.data);
    return (action, news) => worker.port.postMessage([action, news]);
  }

  say("join", state);
  restorePlace();
  addEventListener("pagehide", () => say("leave"));
  addEventListener("pageshow", (event) => event.persisted && say("join", state));
  addEventListener("online", () => say("wake"));
  document.addEventListener("visibilitychange", () => document.hidden || say("join", state) || say("wake"));
}
