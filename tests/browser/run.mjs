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
const tests = spawn(process.execPath, ["--test", "--test-concurrency=3", "--test-timeout=120000", ...files], { env, stdio: "inherit" });
process.exitCode = await new Promise((resolve) => tests.on("exit", (code) => resolve(code ?? 1)));
await browser.close();
stop();
