// Builds ../static from src: the script with CodeMirror in it, the style, the licences of what is in the script, and a
// hash of all that it was built from, by which a test sees that it is built of what stands here.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const target = "../static";
const shared = { bundle: true, minify: true, charset: "utf8", logLevel: "warning" };
const made = await build({
  ...shared,
  entryPoints: ["src/main.ts"],
  outfile: `${target}/desk.js`,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
});
await build({ ...shared, entryPoints: ["src/desk.css"], outfile: `${target}/desk.css` });

const packages = new Set(
  Object.keys(made.metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
);
const licences = [...packages].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  const file = readdirSync(`node_modules/${name}`).find((one) => /^licen[cs]e/i.test(one));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`node_modules/${name}/${file}`, "utf8").trim() : ""}\n`;
});
writeFileSync(`${target}/licenser.txt`, licences.join(`\n${"-".repeat(72)}\n\n`));

const sources = [...readdirSync("src").map((name) => `src/${name}`), "build.mjs", "package.json", "package-lock.json"].sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(name).update("\0").update(readFileSync(name));
writeFileSync(`${target}/byggd-av.txt`, `${hash.digest("hex")}\n`);
