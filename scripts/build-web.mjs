// Builds the web client into dist/web when its sources, or what they are built of, changed since the last time. Also
// compresses what it built, so that no request has to.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = join(root, "src/web");
/** The pages are built of these, too: how conversations are replayed, and the verifier. */
const others = ["src/wire", "src/domain", "verifier"].map((folder) => join(root, folder));
const built = join(root, "dist/web");
const stamp = join(root, "dist/web.stamp");

/** Files of a folder and of those in it, in an order that is always the same. */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function fingerprint() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of [sources, ...others].flatMap(filesOf))
    if (!file.includes(".spec.")) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

const wanted = fingerprint();
const isBuilt = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(join(built, "index.html"));
if (!isBuilt) {
  const began = Date.now();
  // As it is shipped, also where tests have it built.
  process.env["NODE_ENV"] = "production";
  const { build } = await import("vite");
  await build({ configFile: join(sources, "vite.config.ts") });
  for (const file of filesOf(built)) {
    if (!/\.(?:js|css|html|svg|json)$/.test(file)) continue;
    const bytes = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }));
  }
  writeFileSync(stamp, wanted);
  console.log(`Built the web client in ${((Date.now() - began) / 1_000).toFixed(1)} s.`);
}
