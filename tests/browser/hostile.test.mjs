// 1. Whatever stands in titles, names, snippets, addresses and pictures of an answer, it is shown as text: no element, no
//    link and no request comes of it, and no script runs.
// 2. The same holds for whatever is typed, in the box and on the pages of the server.
// 3. The same holds for a corpus that somebody hostile has written, served by the real server, on every page of it.
// 4. Random mixtures of all that do no more.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { start } from "./harness.mjs";

const ATTACKS = [
  "<script>window.__hit=1</script>",
  "<img src=x onerror=window.__hit=1>",
  "<svg onload=window.__hit=1>",
  "\"><iframe srcdoc='<script>parent.__hit=1</script>'>",
  "' autofocus onfocus=window.__hit=1 x='",
  "</title></style></textarea><script>window.__hit=1</script>",
  "<a href='javascript:window.__hit=1'>x</a>",
  "<style>@import'//evil.example'</style>",
  "{{constructor.constructor('window.__hit=1')()}}${window.__hit=1}",
  "&lt;script&gt;window.__hit=1&lt;/script&gt;&#60;img src=x onerror=window.__hit=1&#62;",
  "<wellspring-search api='//evil.example'></wellspring-search>",
  "\u202e<b>\u0000\u2028\ud800</b>\u{e0001}",
  "__proto__",
  "<math><mi//xlink:href='data:x,<script>window.__hit=1</script>'>",
];

const ADDRESSES = [
  "javascript:window.__hit=1",
  "JaVaScRiPt:window.__hit=1//http://",
  " \tjava\nscript:window.__hit=1",
  "data:text/html,<script>opener.__hit=1</script>",
  "vbscript:window.__hit=1",
  "blob:http://x/y",
  "file:///etc/passwd",
  "filesystem:http://x/y",
  "/javascript:window.__hit=1",
  "//evil.example\"onclick=window.__hit=1",
  "http://[",
  "",
];

// JSON has no half characters.
const WRITTEN = ATTACKS.map((attack) => attack.replaceAll("\ud800", ""));
const DOCUMENTS = WRITTEN.flatMap((attack, n) => {
  const address = ADDRESSES[n % ADDRESSES.length];
  return [hostileArticle(`article-${n}`, attack, address), hostileProduct(`product-${n}`, attack, address)];
});

const folder = await mkdtemp(join(tmpdir(), "wellspring-hostile-"));
await mkdir(join(folder, "corpus"));
await writeFile(join(folder, "corpus/documents.json"), JSON.stringify(DOCUMENTS));
const { site, visit } = await start();
const hostile = await start({ corpus: join(folder, "corpus"), index: join(folder, "index") });
after(() => rm(folder, { recursive: true }));

/** Random, but the same each time, so that what fails once can be looked at. */
function random(seed) {
  let state = seed;
  return (list) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return list[Math.floor((state / 2 ** 32) * list.length)];
  };
}

function answer(text, address) {
  const parts = [{ text, marked: true }, { text, marked: false }];
  const hit = { id: text, parts, href: address(), url: address() };
  return {
    query: { text, corrected: text() },
    completions: [{ text: text(), parts: [{ text: text(), marked: true }], href: address() }],
    articles: [{ ...hit, id: text(), title: text(), parts: [{ text: text(), marked: true }], heading_path: [text()], snippet: [{ text: text(), marked: true }] }],
    products: [{ ...hit, id: text(), name: text(), parts: [], brand: text(), form: text(), image: address(), price: 1, currency: text(), availability: text(), warnings: text() }],
    categories: [{ value: text(), href: address(), articles: text(), products: 1 }],
  };
}

const ELEMENTS = new Set(
  "a b bdi button div form h2 h3 input kbd label li mark p path section span svg ul img".split(" "),
);

/** What is in the box or the block that this file did not put there. */
const strangers = (page) =>
  page.evaluate(
    ([known, attributes]) =>
      [...document.querySelectorAll("wellspring-search, wellspring-related")].flatMap((host) =>
        [...host.shadowRoot.querySelectorAll("*")].flatMap((element) => [
          ...(known.includes(element.localName) ? [] : [element.outerHTML]),
          ...[...element.attributes].filter(({ name }) => name.startsWith("on") || attributes.includes(name)).map(({ name }) => name),
          ...(element.href !== undefined && element.hasAttribute("href") && !/^https?:/.test(element.href) ? [element.href] : []),
          ...(element.localName === "img" && !/^https?:/.test(element.src) ? [element.src] : []),
        ]),
      ),
    [[...ELEMENTS], ["srcdoc", "formaction", "ping"]],
  );

async function assertUnharmed({ page, troubles }) {
  assert.deepEqual(await strangers(page), []);
  assert.equal(await page.evaluate(() => window.__hit), undefined);
  assert.equal(page.context().pages().length, 1);
  // A picture at an address that the page's policy does not allow is refused, and that is as it should be.
  assert.deepEqual(troubles.filter((trouble) => !/img-src|Failed to load resource/.test(trouble)), []);
}

test("hostile answers are shown as text", async () => {
  const pick = random(7);
  const seen = await visit(`${site}/`, { suggest: () => ({ body: answer(() => pick(ATTACKS), () => pick(ADDRESSES)) }) });
  const { page, input } = seen;
  await page.evaluate(() => document.addEventListener("wellspring-submit", (event) => event.preventDefault()));
  await page.evaluate(() => document.addEventListener("wellspring-select", (event) => event.preventDefault()));
  for (let round = 0; round < 15; round += 1) {
    await input.fill(`round ${round}`);
    await page.getByRole("option", { name: `round ${round}` }).waitFor();
    await assertUnharmed(seen);
    await page.getByRole("option").evaluateAll((options) => options.forEach((option) => option.click()));
    await input.click();
  }
  await assertUnharmed(seen);
});

test("a hit without a safe address is no link, and opens nothing", async () => {
  const unsafe = ADDRESSES.filter((address) => address && !address.startsWith("/"));
  const suggest = (query) => ({ body: answer(() => `Tea ${query}`, () => unsafe[query] ?? null) });
  const seen = await visit(`${site}/two-lines`, { suggest });
  for (const [n, address] of unsafe.entries()) {
    await seen.input.fill(String(n));
    const hit = seen.page.getByRole("group", { name: "Articles" }).getByRole("option", { name: `Tea ${n}` });
    await hit.waitFor();
    assert.equal(await hit.getAttribute("href"), null, address);
    await hit.click();
    assert.equal(seen.page.url(), `${site}/two-lines`);
    await assertUnharmed(seen);
  }
});

test("a related block of hostile products is text", async () => {
  const pick = random(11);
  const [text, address] = [() => pick(ATTACKS), () => pick(ADDRESSES)];
  const product = () => ({
    id: text(), name: text(), url: address(), image: address(), brand: text(), price: 1, currency: text(),
    reasons: [{ text: text() }], warnings: [{ text: text() }, { kind: text(), text: {} }],
  });
  const seen = await visit(`${site}/`, {
    before: (page) =>
      page.route("**/v1/related?*", (route) =>
        route.fulfill({ headers: { "access-control-allow-origin": "*" }, json: { products: Array.from({ length: 20 }, product) } }),
      ),
  });
  await seen.page.locator("wellspring-related h2").waitFor();
  await assertUnharmed(seen);
});

test("a hostile corpus is text on every page", async () => {
  const documents = DOCUMENTS.map(({ id }) => `/documents/${id}`);
  const queries = ["hostile sleep", ...ATTACKS.slice(0, 9)].map((query) => `/?q=${encodeURIComponent(query)}`);
  const own = await hostile.visit(`${hostile.api}/`);
  for (const path of [...documents, ...queries]) {
    await own.page.goto(hostile.api + path);
    assert.equal(await own.page.locator("main :is(script, iframe, img:not(.picture), style, object, embed)").count(), 0, path);
    const links = await own.page.locator("a[href]").evaluateAll((links) => links.map((link) => link.protocol));
    // An address that is none, such as "http://[", has no protocol, and a link to it goes nowhere.
    assert.deepEqual(links.filter((protocol) => !/^(https?)?:$/.test(protocol)), [], path);
    await assertUnharmed(own);
  }
  const seen = await hostile.visit(`${hostile.site}/bare?${encodeURIComponent('<wellspring-search></wellspring-search><wellspring-related item="article-1"></wellspring-related>')}`);
  await seen.page.locator("wellspring-related h2").waitFor();
  for (const query of ["", "hostile", ...ATTACKS]) {
    await seen.input.fill(query);
    await seen.page.waitForTimeout(180);
    await assertUnharmed(seen);
  }
});

function hostileArticle(id, attack, address) {
  return {
    id,
    kind: "article",
    title: `Hostile ${attack}`,
    url: address,
    summary: attack,
    body: `## ${attack}\n\nHostile sleep. ${attack}\n\n[${attack}](${address})`,
    categories: [attack],
    tags: [attack],
    references: [{ label: attack, url: address }],
  };
}

function hostileProduct(id, attack, address) {
  return {
    id,
    kind: "product",
    name: `Hostile ${attack}`,
    url: address,
    image: address,
    description: `Hostile sleep. ${attack}`,
    price: 1,
    brand: attack,
    form: attack,
    categories: [attack],
    benefits: [attack],
    warnings: [{ kind: "other", text: attack }],
  };
}
