// What every test needs: the real server on the shipped corpus, a stranger's site on another origin, and a browser.
//
//   WELLSPRING_BIN  the server [target/debug/wellspring]
//   CHROMIUM        the browser [/usr/bin/chromium]

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";
import { extname, join } from "node:path";
import { after, afterEach } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const SCRIPT = join(ROOT, "src/http/static/wellspring.js");
export const SERVER = process.env.WELLSPRING_BIN ?? join(ROOT, "target/debug/wellspring");
/** A container's root may not make the sandbox; its pages are ours. */
export const LAUNCH = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
};
export const INDEX = join(ROOT, "tests/browser/.index");

/** The address that examples name for the server. */
const EXAMPLE = "https://search.example";
const DESKTOP = { width: 1280, height: 800 };

/** What the tests of all files share, where `run.mjs` has started it. */
const SHARED = JSON.parse(process.env.WELLSPRING_SHARED ?? "null");

/** Starts everything, or takes what is shared, for the tests of one file, which also stop it; others call `stop`. */
export async function start({ corpus = join(ROOT, "corpus"), index = INDEX, isTest = true } = {}) {
  const browser = SHARED ? await chromium.connect(SHARED.browser) : await chromium.launch(LAUNCH);
  const sites = SHARED && index === INDEX ? SHARED : await startSites(corpus, index);
  const stop = async () => {
    await browser.close();
    sites.stop?.();
  };
  if (isTest) {
    // Pages that are left open take their time from the tests after them.
    afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
    after(stop);
  }
  return { stop, api: sites.api, site: sites.site, visit: (address, options) => visit(browser, address, options) };
}

/** The server, and a stranger's site that asks it. */
export async function startSites(corpus = join(ROOT, "corpus"), index = INDEX) {
  const site = await startSite();
  const server = await startServer(site.address, corpus, index);
  site.api = server.address;
  const stop = () => {
    server.stop();
    site.stop();
  };
  return { api: server.address, site: site.address, stop };
}

/**
 * Opens a page in a browser of its own. `troubles` has what went wrong on it: errors, violated policies and dialogs.
 * `suggest` answers in place of the server: a function of the query and the other parameters. `asked` has the queries.
 */
async function visit(browser, address, { suggest = null, before = null, ...options } = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && troubles.push(`console: ${message.text()}`));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const asked = [];
  if (suggest) await answerWith(page, suggest, asked);
  if (before) await before(page);
  await page.goto(address);
  return { page, troubles, asked, box: page.locator("wellspring-search"), input: page.locator("wellspring-search").getByRole("combobox") };
}

/** Answers what the page asks of `/v1/suggest`; a `status` of 0 cuts the connection. */
async function answerWith(page, suggest, asked) {
  await page.route("**/v1/suggest?*", async (route) => {
    const parameters = new URL(route.request().url()).searchParams;
    const query = parameters.get("q");
    asked.push(query);
    const { status = 200, after = 0, body } = await suggest(query, parameters);
    await new Promise((resolve) => setTimeout(resolve, after));
    const headers = { "access-control-allow-origin": "*", "content-type": "application/json" };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    // The page may have given up already, and then nobody wants the answer.
    await (status === 0 ? route.abort() : route.fulfill({ status, headers, body: text })).catch(() => {});
  });
}

/** The server on a port of its own. */
async function startServer(origin, corpus, index) {
  const child = spawn(SERVER, ["serve", "--listen", "127.0.0.1:0", "--corpus", corpus, "--index", index, "--cors-origin", origin], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = () => child.kill();
  process.on("exit", stop);
  let log = "";
  const stopped = new Promise((_, reject) => {
    child.on("error", (error) => reject(new Error(`${SERVER}: ${error.message}; name the server in WELLSPRING_BIN`)));
    child.on("exit", (code) => reject(new Error(`the server stopped with ${code}:\n${log}`)));
  });
  stopped.catch(() => {});
  const listening = new Promise((resolve) => {
    child.stderr.on("data", (chunk) => {
      log += chunk;
      const address = /listening on (http:\S+)/.exec(log);
      if (address) resolve(address[1]);
    });
  });
  const address = await Promise.race([listening, stopped]);
  await Promise.race([ready(address), stopped]);
  return { address, stop };
}

async function ready(address) {
  const isReady = () => fetch(`${address}/readyz`).then((answer) => answer.ok, () => false);
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const TYPES = { ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml" };

/**
 * Somebody else's site, on another origin, with the strictest policy under which its own page works.
 * `/` is the example of the documentation; `/two-lines` is nothing but the installation; `/bare?BODY` has BODY.
 */
async function startSite() {
  const site = { api: null };
  const server = http.createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url, "http://site.example");
    try {
      const body = await content(pathname, decodeURIComponent(search.slice(1)), site.api);
      response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? TYPES[".html"], "content-security-policy": policy(body, site.api) });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  // A test that fails early must not wait for it.
  server.unref();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  site.address = `http://127.0.0.1:${server.address().port}`;
  site.stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return site;
}

function content(path, search, api) {
  const script = `<script src="${api}/wellspring.js" defer></script>`;
  switch (path) {
    case "/":
      return example(api);
    case "/two-lines":
      return `<!doctype html><html lang="en"><title>Two lines</title>${script}\n<wellspring-search></wellspring-search>`;
    case "/bare":
      return `<!doctype html><html lang="en"><title>Bare</title><meta name="viewport" content="width=device-width">${script}${search}`;
    default:
      if (path.startsWith("/images/")) return readFile(join(ROOT, "corpus", path));
      return `<!doctype html><html lang="en"><title>${path.replace(/[^\w/-]/g, "")}</title><h1>The site</h1>`;
  }
}

async function example(api) {
  return (await readFile(join(ROOT, "docs/examples/site.html"), "utf8")).replaceAll(EXAMPLE, api);
}

/** No styles but the page's own by their hash, no scripts but the server's. */
function policy(body, api) {
  const styles = [...String(body).matchAll(/<style>([^]*?)<\/style>/g)];
  const hashes = styles.map(([, style]) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${api}`,
    `connect-src ${api}`,
    `style-src ${hashes.join(" ") || "'none'"}`,
    `img-src 'self' ${api}`,
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** The server as it is reached over a slow line: its pages arrive a few lines at a time, and are painted while they do. */
export async function startSlowLine(api) {
  const line = http.createServer(async (request, response) => {
    const answer = await fetch(api + request.url);
    const type = answer.headers.get("content-type");
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": type });
    if (type.startsWith("text/html")) {
      const lines = body.toString().split(/(?<=\n)/);
      while (lines.length) {
        response.write(lines.splice(0, 8).join(""));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      response.end();
    } else {
      response.end(body);
    }
  });
  await new Promise((resolve) => line.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${line.address().port}`, stop: () => line.close() };
}
