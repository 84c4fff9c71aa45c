// The preview's first script.  It stands at the beginning of every page, and runs before
// all others: what they, and the reader, change on the page is written down, so that an
// update leaves it as it is.

{
  const script = document.currentScript;

  const changes = {
    attributes: new WeakMap(), // element → attribute → its value in the page as it was sent
    added: new WeakSet(), // elements that scripts have put beside those of the page
    isReshaped: false, // whether scripts have changed what is inside of the page's elements
    discard: () => observer.takeRecords(),
    read: () => note(observer.takeRecords()),
  };

  const isWhitespace = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();

  let isParsing = true;

  function note(records) {
    for (const record of records) {
      const target = record.target;
      if (record.type === "attributes") {
        if (!changes.attributes.has(target)) changes.attributes.set(target, new Map());
        const known = changes.attributes.get(target);
        if (!known.has(record.attributeName)) known.set(record.attributeName, record.oldValue);
      } else if (isParsing) {
        // The parser adds nodes as scripts do; nobody can tell which of them did.
      } else if (target === document.body || target === document.head || target === document.documentElement) {
        record.addedNodes.forEach((node) => changes.added.add(node));
      } else if (![...record.addedNodes, ...record.removedNodes].every(isWhitespace)) {
        changes.isReshaped = true;
      }
    }
  }

  const observer = new MutationObserver(note);
  observer.observe(document, { attributes: true, attributeOldValue: true, childList: true, subtree: true });
  // Scripts that are deferred run after this.
  document.addEventListener(
    "readystatechange",
    async () => {
      changes.read();
      isParsing = false;
      const { start } = await import(new URL("tab.js", script.src));
      start(script, changes);
    },
    { once: true },
  );
}
