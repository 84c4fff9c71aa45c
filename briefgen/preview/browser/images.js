// Shows pictures anew whose bytes have changed.  Their addresses stay the same, and a
// browser that has one on a page does not ask for it again, so its version is added.

const known = new Map(); // address → version
const shown = new Map(); // address → version that has been added to it

const ATTRIBUTES = { src: "img, source, video, audio, embed", srcset: "img, source", poster: "video", data: "object" };

export async function rememberImages() {
  for (const address of addresses(document)) {
    const version = await versionOf(address);
    if (version && !known.has(address)) known.set(address, version);
  }
}

export async function refreshImages() {
  const found = [...addresses(document)].map(async (address) => {
    const version = await versionOf(address);
    if (!version) return;
    // What has not been remembered yet may have changed: better once too often.
    if (known.get(address) !== version) shown.set(address, version);
    known.set(address, version);
  });
  await Promise.all(found);
  withVersions(document);
}

// Adds versions to the addresses of a page that need them.
export function withVersions(page) {
  for (const [element, name] of places(page)) {
    const now = element.getAttribute(name);
    const then = name === "srcset" ? now.split(/,\s+/).map(versionedPart).join(", ") : versioned(now);
    if (then !== now) element.setAttribute(name, then);
  }
}

function versionedPart(part) {
  const [address, ...size] = part.trim().split(/\s+/);
  return [versioned(address), ...size].join(" ");
}

function versioned(address) {
  const plain = plainOf(address);
  return plain && shown.has(plain) ? `${address.split("?")[0]}?v=${shown.get(plain)}` : address;
}

function* places(page) {
  for (const [name, selector] of Object.entries(ATTRIBUTES)) {
    for (const element of page.querySelectorAll(selector)) {
      if (element.getAttribute(name)) yield [element, name];
    }
  }
}

function addresses(page) {
  const found = new Set();
  for (const [element, name] of places(page)) {
    const value = element.getAttribute(name);
    const parts = name === "srcset" ? value.split(/,\s+/).map((part) => part.trim().split(/\s+/)[0]) : [value];
    parts.map(plainOf).forEach((plain) => plain && found.add(plain));
  }
  return found;
}

function plainOf(address) {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  return url?.origin === location.origin ? url.origin + url.pathname : "";
}

async function versionOf(address) {
  try {
    const answer = await fetch(address, { method: "HEAD", cache: "no-store" });
    return answer.ok ? (answer.headers.get("ETag") ?? "").replaceAll('"', "") : "";
  } catch {
    return "";
  }
}
