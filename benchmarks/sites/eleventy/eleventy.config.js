const PAGE_SIZE = 20;
const NAME = "The Weekly Ledger";

// The lists of one kind, cut into pages: one entry for each page that is to be written.
const cut = (groups) =>
  Object.entries(groups).flatMap(([name, items]) => {
    const count = Math.ceil(items.length / PAGE_SIZE);
    return Array.from({ length: count }, (_, index) => ({
      name,
      number: index + 1,
      count,
      items: items.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
    }));
  });

const newestFirst = (api) =>
  api.getFilteredByGlob("content/*/*.md").sort((one, other) => other.date - one.date);

const sectionOf = (item) => item.filePathStem.split("/")[1];

const grouped = (items, keysOf) => {
  const groups = {};
  for (const item of items) {
    for (const key of keysOf(item)) (groups[key] ??= []).push(item);
  }
  return groups;
};

export default (config) => {
  config.amendLibrary("md", (markdown) => markdown.set({ typographer: true }));
  config.addPassthroughCopy("style.css");
  config.addGlobalData("site", { name: NAME, url: "https://example.org" });
  config.addCollection("newest", (api) => newestFirst(api).slice(0, PAGE_SIZE));
  config.addCollection("sections", (api) => cut(grouped(newestFirst(api), (item) => [sectionOf(item)])));
  config.addCollection("topics", (api) => cut(grouped(newestFirst(api), (item) => item.data.topics)));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  // Without this, a changed file is looked at only after 150 ms without another change.
  config.setChokidarConfig({ awaitWriteFinish: false });
  return {
    dir: { input: "content", includes: "../includes", output: "public" },
    // Articles hold Markdown only; looking for templates in them would take time.
    markdownTemplateEngine: false,
  };
};
