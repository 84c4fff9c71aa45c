// What one tab does: it hears what is new to it, and shows that.

import { Connection } from "./connection.js";
import { Page } from "./page.js";
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
    location.replace(address + location.hash);
  }

  async function update() {
    if (isBusy) return;
    isBusy = true;
    while (wanted !== undefined && wanted !== state.key) {
      const announced = wanted;
      wanted = undefined;
      try {
        // What a template keeps from being drawn comes with the key of the last good page.
        state.key = await page.update();
        say("update", state);
      } catch (fault) {
        if (!(fault instanceof TypeError)) throw fault;
        // The server could not be reached.
        wanted ??= announced;
        setTimeout(update, AGAIN);
        break;
      }
    }
    isBusy = false;
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

  restorePlace();
  say("join", state);
  addEventListener("pagehide", () => say("leave"));
  addEventListener("pageshow", (event) => event.persisted && say("join", state));
  addEventListener("online", () => say("wake"));
  document.addEventListener("visibilitychange", () => document.hidden || say("join", state) || say("wake"));
}
