export default {
  layout: "article.njk",
  names: [
    "business",
    "cities",
    "climate",
    "culture",
    "health",
    "politics",
    "science",
    "sport",
    "technology",
    "travel",
  ],
  eleventyComputed: {
    section: (data) => data.list?.name ?? data.page.filePathStem.split("/")[1],
  },
};
