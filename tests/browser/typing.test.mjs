// 1. What is typed is asked for once typing pauses, and the answer is a list of real links in groups.
// 2. An empty box shows popular topics.
// 3. What was asked before is not asked again.
// 4. What was found stays until the next answer is there.
// 5. The page hears of what is typed, found and chosen, and may take over.
// 6. Recent searches are remembered where the page asks for it, nowhere else, and can be forgotten.
// 7. Nothing moves when the box, its list or its pictures appear.
// 8. Texts, prices and plurals are in the page's language and direction, and the page may choose its own.
// 9. Against the real server, the same works.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { api, site, visit } = await start();
const bare = (body) => `${site}/bare?${encodeURIComponent(body)}`;
const option = (page, name) => page.getByRole("option", { name });

test("the answer is a list of real links in groups", async () => {
  const { page, input, asked, troubles } = await visit(`${site}/`, { suggest });
  await input.click();
  await page.keyboard.type("magnes", { delay: 20 });
  await option(page, "See all results").waitFor();
  assert.deepEqual(asked, ["", "magnes"]);
  for (const group of ["Suggestions", "Articles", "Products"]) {
    assert.equal(await page.getByRole("group", { name: group }).getByRole("option").count(), 3, group);
  }
  const hrefs = await page.getByRole("option").evaluateAll((options) => options.map((option) => option.href));
  assert.equal(hrefs[0], `${site}/search?q=magnes+and+sleep`);
  assert.equal(hrefs[3], `${api}/documents/magnesium-and-sleep#p1`);
  assert.equal(hrefs[6], `${site}/products/magnesium-glycinate-night`);
  assert.equal(hrefs.at(-1), `${site}/search?q=magnes`);
  assert.deepEqual(await page.getByRole("option").locator("mark").first().allTextContents(), ["Magnes"]);
  assert.equal(await option(page, "magnes and sleep").locator("b").textContent(), " and sleep", "the part not typed");
  assert.deepEqual(troubles, []);
});

test("a product has its picture, its price and its warnings", async () => {
  const { page, input } = await visit(`${site}/`, { suggest });
  await input.fill("magnes");
  await option(page, /^Magnesium Glycinate Night.*3 warnings.*€18.90/).waitFor();
  await page.waitForFunction(() => document.querySelector("wellspring-search").shadowRoot.querySelector("img").naturalWidth > 0);
  assert.match(await option(page, "Magnesium Glycinate").innerText(), /3 warnings/);
  assert.match(await option(page, "Melatonin").innerText(), /Out of stock/);
});

test("an empty box shows popular topics", async () => {
  const { page, input } = await visit(`${site}/`, { suggest });
  await input.click();
  await page.getByRole("group", { name: "Popular topics" }).waitFor();
  assert.equal(await option(page, /sleep 8 results/i).getAttribute("href"), `${site}/search?filter=category%3Asleep`);
});

test("what was asked before is not asked again", async () => {
  const { page, input, asked } = await visit(`${site}/`, { suggest });
  for (const text of ["sleep", "sleepy", "sleep"]) {
    await input.fill(text);
    await option(page, `See all results for “${text}”`).waitFor();
  }
  assert.deepEqual(asked, ["", "sleep", "sleepy"]);
});

test("what was found stays until the next answer is there", async () => {
  const slow = (query) => ({ after: query === "sleepy" ? 1500 : 0, body: answer(query) });
  const { page, input, box } = await visit(`${site}/`, { suggest: slow });
  await input.fill("sleep");
  await option(page, "See all results for “sleep”").waitFor();
  await input.fill("sleepy");
  await box.locator(".busy").waitFor();
  assert.equal(await option(page, "See all results for “sleep”").count(), 1);
  await option(page, "See all results for “sleepy”").waitFor();
  assert.equal(await box.locator(".busy").count(), 0);
});

test("the page hears of everything and may take over", async () => {
  const { page, input } = await visit(`${site}/`, { suggest });
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ["input", "results", "select", "submit"]) {
      document.body.addEventListener(`wellspring-${name}`, (event) => {
        event.preventDefault();
        window.heard.push([name, event.detail]);
      });
    }
  });
  await input.fill("magnes");
  await option(page, "Magnesium Glycinate").click();
  await input.press("Enter");
  const heard = Object.fromEntries(await page.evaluate(() => window.heard));
  assert.deepEqual(heard.input, { query: "magnes" });
  assert.equal(heard.results.count, 9);
  const href = `${site}/products/magnesium-glycinate-night`;
  assert.deepEqual(heard.select, { kind: "product", id: "magnesium-glycinate-night", href, position: 7, query: "magnes" });
  assert.deepEqual(heard.submit, { query: "magnes", href: `${site}/search?q=magnes` });
  assert.equal(page.url(), `${site}/`);
});

test("recent searches are remembered only on request, and can be forgotten", async () => {
  const search = async ({ page, input }, text) => {
    await page.evaluate(() => document.body.addEventListener("wellspring-submit", (event) => event.preventDefault()));
    await input.fill(text);
    await input.press("Enter");
  };
  const silent = await visit(`${site}/two-lines`, { suggest });
  await search(silent, "sleep");
  assert.equal(await silent.page.evaluate(() => localStorage.length + document.cookie.length), 0);

  const seen = await visit(bare("<wellspring-search recent></wellspring-search>"), { suggest });
  const { page, input } = seen;
  for (const text of ["sleep", "iron", "zinc", "sleep"]) await search(seen, text);
  await input.fill("");
  const recent = page.getByRole("group", { name: "Recent searches" }).getByRole("option");
  await recent.first().waitFor();
  assert.deepEqual(await recent.allInnerTexts(), ["sleep", "zinc", "iron", "Clear recent searches"]);
  await input.press("ArrowDown");
  await input.press("Delete");
  assert.deepEqual(await recent.allInnerTexts(), ["zinc", "iron", "Clear recent searches"]);
  await option(page, "Clear recent searches").click();
  assert.equal(await recent.count(), 0);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("nothing moves", async () => {
  const shifts = () => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
  };
  const { page, input } = await visit(`${site}/`, { suggest, before: (page) => page.addInitScript(shifts) });
  await page.locator("wellspring-related h2").waitFor();
  await input.click();
  await page.keyboard.type("magnes", { delay: 60 });
  await option(page, "See all results").waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => window.shifts), []);
});

test("the languages of the page are spoken", async () => {
  for (const [lang, all, price, warnings] of [
    ["de", "Alle Ergebnisse für", "18,90 €", "3 Warnhinweise"],
    ["fr", "Voir tous les résultats pour", "18,90 €", "3 mises en garde"],
    ["not a language", "See all results for", "€18.90", "3 warnings"],
  ]) {
    const { page, input } = await visit(bare(`<main lang="${lang}"><wellspring-search></wellspring-search></main>`), { suggest });
    await input.fill("magnes");
    await option(page, all).waitFor();
    const text = (await option(page, "Magnesium Glycinate").innerText()).replace(/[\u202f\xa0]/g, " ");
    assert.ok(text.includes(price) && text.includes(warnings), `${lang}: ${text}`);
  }
});

test("right to left, the box is mirrored, and text of the other direction stays whole", async () => {
  const { page, input, box } = await visit(bare('<body dir="rtl"><wellspring-search site="/"></wellspring-search>'), { suggest });
  await input.fill("magnes");
  const product = option(page, "Magnesium Glycinate");
  await product.waitFor();
  const x = async (locator) => (await locator.boundingBox()).x;
  assert.ok((await x(box.getByRole("button", { name: "Search", exact: true }))) < (await x(input)));
  assert.ok((await x(product.locator(".price"))) < (await x(product.locator(".title"))));
  assert.ok((await x(product.locator(".title"))) < (await x(product.locator("img"))));
  assert.ok((await x(page.getByRole("group", { name: "Products" }))) < (await x(page.getByRole("group", { name: "Articles" }))));
  assert.deepEqual(await box.locator(".warnings bdi").allTextContents(), ["3 warnings", "1 warning"]);
});

test("texts and numbers are the page's to choose", async () => {
  const body = `<wellspring-search articles="1" products="0" placeholder="Ask" label="Ask us" param="s" results="/find?x=1"
    strings='{"all": "All of {query}"}'></wellspring-search>`;
  const { page, input } = await visit(bare(body), { suggest });
  await input.fill("magnes");
  await option(page, "All of magnes").waitFor();
  assert.equal(await page.getByRole("option").count(), 5);
  assert.equal(await page.getByRole("group", { name: "Products" }).count(), 0);
  assert.equal(await page.getByRole("combobox", { name: "Ask us" }).getAttribute("placeholder"), "Ask");
  assert.equal(await option(page, "All of magnes").getAttribute("href"), `${site}/find?x=1&s=magnes`);
});

test("the real server answers", async () => {
  const { page, input, troubles } = await visit(`${api}/`);
  await input.click();
  await page.getByRole("group", { name: "Popular topics" }).waitFor();
  await page.keyboard.type("magnesium slee", { delay: 20 });
  const article = page.getByRole("group", { name: "Articles" }).getByRole("option", { name: /^Magnesium and sleep/ });
  await article.waitFor();
  await option(page, /^Magnesium Glycinate Night.*3 warnings.*€18.90/).waitFor();
  await article.click();
  await page.waitForURL(/\/documents\/magnesium-and-sleep/);
  assert.deepEqual(troubles, []);
});
