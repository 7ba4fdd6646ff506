// Runs the tests of all files, or of those that are named, over one server, one site and one browser.

import { execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { INDEX, LAUNCH, ROOT, SERVER, startSites } from "./harness.mjs";

const named = process.argv.slice(2);
const files = named.length ? named : readdirSync(".").filter((file) => file.endsWith(".test.mjs"));

execFileSync(SERVER, ["index", "--corpus", "corpus", "--index", INDEX], { cwd: ROOT, stdio: "inherit" });
const browser = await chromium.launchServer(LAUNCH);
const { api, site, stop } = await startSites();

const env = { ...process.env, WELLSPRING_SHARED: JSON.stringify({ browser: browser.wsEndpoint(), api, site }) };

/** Runs some files, at most so many at once. */
function run(files, concurrency) {
  if (files.length === 0) return 0;
  const flags = ["--test", `--test-concurrency=${concurrency}`, "--test-timeout=120000"];
  const tests = spawn(process.execPath, [...flags, ...files], { env, stdio: "inherit" });
  return new Promise((resolve) => tests.on("exit", (code) => resolve(code ?? 1)));
}

// What is measured in milliseconds runs alone.
const isTimed = (file) => file === "paint.test.mjs";
const timed = await run(files.filter(isTimed), 1);
const others = await run(files.filter((file) => !isTimed(file)), 3);
process.exitCode = timed || others;
await browser.close();
stop();
