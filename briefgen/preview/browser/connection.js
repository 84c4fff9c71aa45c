// The connection to the preview.  One serves all tabs of a browser, because a browser
// keeps no more than six to one server, and an eighth tab would wait for ever.

const MOST = 40; // Tabs beyond that, the oldest, hear nothing until they are looked at again.
const LONGEST = 7_000; // Characters in which they have to be named; the server refuses more than 8,000.
const BEAT = 15_000; // The server says something at least as often as that.
const AGAIN = 400; // Milliseconds between attempts to reach it.

export class Connection {
  #tabs = new Set();
  #source = null;
  #heard = 0;
  #timer = 0;
  #isLost = false;

  constructor() {
    // After a sleep, connections can be dead without anybody saying so.
    setInterval(() => this.#source && this.#isSilent(2.5 * BEAT) && this.#open(), BEAT / 3);
  }

  // A tab has `at`, `base` and `key`, and a method `hear(name, data)`.
  join(tab) {
    this.#tabs.delete(tab);
    this.#tabs.add(tab);
    this.#openIn(20);
  }

  leave(tab) {
    if (this.#tabs.delete(tab)) this.#openIn(200);
  }

  // Somebody looks at a tab again, or the network is back.
  wake() {
    if (!this.#source || this.#isSilent(1.2 * BEAT)) this.#open();
  }

  #isSilent(milliseconds) {
    return Date.now() - this.#heard > milliseconds;
  }

  #openIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), milliseconds);
  }

  #open() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    const { tabs, query } = this.#newest();
    if (!tabs.length) return;
    const source = new EventSource(new URL(`/_briefgen/events?${query}`, location.origin));
    this.#source = source;
    this.#heard = Date.now();
    source.addEventListener("open", () => this.#tell(false));
    source.addEventListener("beat", () => (this.#heard = Date.now()));
    for (const name of ["page", "moved", "panel"]) {
      source.addEventListener(name, (event) => {
        this.#heard = Date.now();
        const { tab, ...data } = JSON.parse(event.data);
        tabs[tab].hear(name, data);
      });
    }
    source.addEventListener("error", () => {
      // Not left to the browser: it would ask with the keys of before.
      source.close();
      if (this.#source !== source) return;
      this.#source = null;
      this.#tell(true);
      this.#openIn(AGAIN);
    });
  }

  // Returns as many tabs as fit, and what names them in that order.
  #newest() {
    const tabs = [];
    let query = "";
    for (const tab of [...this.#tabs].reverse()) {
      const more = new URLSearchParams(["at", "base", "key"].map((name) => [name, tab[name]])).toString();
      if (tabs.length === MOST || query.length + more.length > LONGEST) break;
      tabs.push(tab);
      query += `${query && "&"}${more}`;
    }
    return { tabs, query };
  }

  #tell(isLost) {
    this.#heard = Date.now();
    if (isLost === this.#isLost) return;
    this.#isLost = isLost;
    for (const tab of this.#tabs) tab.hear(isLost ? "lost" : "found", {});
  }
}
