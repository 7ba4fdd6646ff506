// 1. An answer that comes late, for a text that is no longer there, is never shown.
// 2. A server that takes its time gets a spinner, one that answers at once gets none; one that never answers is given up.
// 3. A server that fails, is away or talks nonsense gets a sentence, another try, and the way to the results page.
//    An empty box is silent about it, and asks again the next time.
// 4. Text that an input method is still composing is not asked for, and its keys are its own.
// 5. What makes no sense in the page's attributes does no harm; a box that is moved or removed goes on or goes away.
// 6. The related block of an unknown or unanswered item is not there at all, and the page hears why.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { site, visit } = await start();
const bare = (body) => `${site}/bare?${encodeURIComponent(body)}`;
const all = (page, text) => page.getByRole("option", { name: `See all results for “${text}”` });
const FAILED = "The search cannot be reached right now.";

test("late answers are dropped", async () => {
  // The longer the text, the sooner the answer: they come in the wrong order.
  const backwards = (query) => ({ after: query ? 900 - 250 * query.length : 0, body: answer(query) });
  const keepsAnswers = () => {
    // A request that cannot be aborted, as with an answer that has already arrived.
    const { fetch } = window;
    window.fetch = (url, options) => fetch(url, { ...options, signal: undefined });
  };
  const { page, input, asked } = await visit(`${site}/`, { suggest: backwards, before: (page) => page.addInitScript(keepsAnswers) });
  await page.evaluate(() => {
    window.shown = [];
    document.addEventListener("wellspring-results", (event) => window.shown.push(event.detail.query));
  });
  for (const text of ["z", "zi", "zin"]) {
    await input.fill(text);
    await page.waitForTimeout(160);
  }
  await page.waitForTimeout(1200);
  assert.deepEqual(asked, ["", "z", "zi", "zin"]);
  assert.deepEqual(await page.evaluate(() => window.shown), ["zin"]);
  assert.equal(await all(page, "zin").count(), 1);
});

test("requests for texts that are gone are aborted", async () => {
  const slow = (query) => ({ after: query === "zin" ? 0 : 2000, body: answer(query) });
  const { page, input } = await visit(`${site}/`, { suggest: slow });
  const aborted = [];
  page.on("requestfailed", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/v1/suggest") aborted.push(searchParams.get("q"));
  });
  for (const text of ["z", "zi", "zin"]) {
    await input.fill(text);
    await page.waitForTimeout(160);
  }
  await all(page, "zin").waitFor();
  assert.deepEqual(aborted, ["", "z", "zi"]);
});

test("only a slow server gets a spinner", async () => {
  const slow = (query) => ({ after: query === "slow" ? 1500 : 0, body: answer(query) });
  const { page, input, box } = await visit(`${site}/`, { suggest: slow });
  await input.fill("quick");
  await all(page, "quick").waitFor();
  const began = Date.now();
  await input.fill("slow");
  assert.equal(await box.locator(".busy").count(), 0);
  await box.locator(".busy").waitFor();
  assert.ok(Date.now() - began >= 400, "after the debounce and 300 ms");
  assert.equal(await box.getByRole("listbox").getAttribute("aria-busy"), "true");
  await all(page, "slow").waitFor();
  assert.equal(await box.locator(".busy").count(), 0);
});

test("the spinner stands still for those who want no motion", async () => {
  const slow = (query) => ({ after: query ? 1500 : 0, body: answer(query) });
  for (const [reducedMotion, animation] of [["reduce", "none"], ["no-preference", "spin"]]) {
    const { input, box } = await visit(`${site}/two-lines`, { suggest: slow, reducedMotion });
    await input.fill("slow");
    await box.locator(".busy").waitFor();
    const name = await box.locator(".spinner").evaluate((spinner) => getComputedStyle(spinner).animationName);
    assert.equal(name, animation);
  }
});

test("a server that never answers is given up", async () => {
  const never = (query) => ({ after: query ? 60_000 : 0, body: answer(query) });
  const { page, input } = await visit(`${site}/`, { suggest: never, before: (page) => page.clock.install() });
  await input.fill("sleep");
  await page.clock.runFor(1000);
  assert.equal(await page.getByText(FAILED).count(), 0);
  await page.clock.runFor(8000);
  await page.getByText(FAILED).first().waitFor();
});

for (const [what, wrong] of [
  ["fails", { status: 500, body: { title: "Broken" } }],
  ["is overloaded", { status: 503, body: { detail: "too much to do" } }],
  ["is away", { status: 0 }],
  ["sends no JSON", { body: "<!doctype html>" }],
  ["sends nothing", { body: "null" }],
]) {
  test(`a server that ${what} gets a sentence and another try`, async () => {
    let isWell = false;
    const { page, input, box } = await visit(`${site}/`, { suggest: (query) => (isWell || !query ? { body: answer(query) } : wrong) });
    await page.evaluate(() => document.addEventListener("wellspring-error", (event) => (window.failure = event.detail)));
    await input.fill("sleep");
    await box.locator(".message").getByText(FAILED).waitFor();
    const failure = await page.evaluate(() => window.failure);
    assert.equal(failure.query, "sleep");
    assert.equal(failure.status, wrong.status === 0 ? null : (wrong.status ?? 200));
    assert.ok(failure.message);
    assert.equal(await all(page, "sleep").getAttribute("href"), `${site}/search?q=sleep`);
    isWell = true;
    await input.press("ArrowDown");
    await input.press("Enter");
    await page.getByRole("group", { name: "Articles" }).waitFor();
    assert.ok(!(await box.locator(".message").isVisible()));
  });
}

test("a box that nobody has typed in is silent about a failure, and asks again", async () => {
  let isWell = false;
  const { page, input, asked } = await visit(`${site}/two-lines`, { suggest: () => (isWell ? { body: answer("") } : { status: 500, body: {} }) });
  await page.evaluate(() => document.addEventListener("wellspring-error", () => (window.failed = true)));
  await input.click();
  await page.waitForFunction(() => window.failed);
  assert.equal(await input.getAttribute("aria-expanded"), "false");
  isWell = true;
  await input.press("Escape");
  await input.press("ArrowDown");
  await page.getByRole("group", { name: "Popular topics" }).waitFor();
  assert.deepEqual(asked, ["", ""]);
});

test("a box that is left before its answer comes asks again", async () => {
  const slow = (query) => ({ after: 400, body: answer(query) });
  const { page, input } = await visit(`${site}/two-lines`, { suggest: slow });
  await input.click();
  await input.press("Escape");
  await input.press("ArrowDown");
  await page.getByRole("group", { name: "Popular topics" }).waitFor();
});

test("an answer with holes is shown without them", async () => {
  const holes = {
    query: null,
    completions: [null, {}, { text: 7, parts: "no list" }],
    articles: [{ title: null, parts: [{}, null], heading_path: "no list", snippet: 1, href: 3 }, "no object"],
    products: [{ id: {}, name: ["x"], price: "9", currency: "no currency", warnings: "many", availability: {}, image: 3 }, { name: "Tea", price: 4, currency: "??" }],
    categories: { no: "list" },
  };
  const { page, input, troubles } = await visit(`${site}/`, { suggest: () => ({ body: holes }) });
  await input.fill("sleep");
  await page.getByRole("option", { name: "Tea 4.00 ??" }).waitFor();
  assert.deepEqual(troubles, []);
});

test("nothing found says so, and helps", async () => {
  const { page, input, box } = await visit(`${site}/`, { suggest });
  await input.click();
  await page.getByRole("option").first().waitFor();
  await input.fill("zzz");
  await box.locator(".message").getByText("Nothing found for “zzz”").waitFor();
  await page.getByText("Check the spelling").waitFor();
  assert.equal(await page.getByRole("group", { name: "Popular topics" }).getByRole("option").count(), 6);
  assert.equal(await all(page, "zzz").count(), 1);
});

test("a corrected text says what was searched for", async () => {
  const corrected = (query) => ({ body: { ...answer(query), query: { text: query, corrected: "magnesium" } } });
  const { page, input } = await visit(`${site}/`, { suggest: corrected });
  await input.fill("magnesum");
  await page.getByText("Showing results for “magnesium”").waitFor();
});

test("text that is being composed is left alone", async () => {
  const { page, input, asked } = await visit(`${site}/`, { suggest });
  const session = await page.context().newCDPSession(page);
  await input.focus();
  await session.send("Input.imeSetComposition", { text: "すい", selectionStart: 2, selectionEnd: 2 });
  await page.waitForTimeout(300);
  await input.dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true });
  await input.dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
  assert.deepEqual(asked, [""]);
  assert.equal(page.url(), `${site}/`);
  await session.send("Input.insertText", { text: "睡眠" });
  await all(page, "睡眠").waitFor();
  assert.deepEqual(asked, ["", "睡眠"]);
});

test("senseless attributes do no harm", async () => {
  const body = `<wellspring-search debounce="soon" articles="-1" strings="{" shortcut="" results="javascript:alert(1)" lang="???"></wellspring-search>`;
  const { page, input, troubles } = await visit(bare(body), { suggest });
  await input.fill("sleep");
  await all(page, "sleep").waitFor();
  assert.match(await all(page, "sleep").getAttribute("href"), /^http:.*\/\?q=sleep$/);
  assert.deepEqual(troubles, []);
});

test("a box that is moved goes on, one that is removed goes away", async () => {
  const { page, input, box, troubles } = await visit(bare("<div></div><wellspring-search></wellspring-search>"), { suggest });
  await box.evaluate((box) => document.querySelector("div").append(box));
  await page.keyboard.press("/");
  await page.keyboard.type("sleep");
  await all(page, "sleep").waitFor();
  await box.evaluate((box) => box.remove());
  await page.keyboard.press("/");
  assert.equal(await input.count(), 0);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("wellspring-search"), { strings: { label: "New" } })));
  assert.equal(await page.getByRole("combobox", { name: "New" }).count(), 1);
  assert.deepEqual(troubles, []);
});

test("a related block with nothing in it is not there", async () => {
  const { page } = await visit(bare('<p>Text</p>'), {});
  const failure = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("wellspring-error", (event) => resolve(event.detail));
        const block = document.createElement("wellspring-related");
        block.setAttribute("item", "nowhere");
        document.body.append(block);
      }),
  );
  assert.deepEqual([failure.item, failure.status], ["nowhere", 404]);
  assert.equal(await page.evaluate(() => document.querySelector("wellspring-related").shadowRoot.childElementCount), 0);
});
