// 1. Whoever arrives by the link of a passage sees the whole passage marked, with its heading in sight.
// 2. Each link to a passage, from results and reasons, leads to one.
// 3. On paper there is nothing to press; warnings stay, and sources have their addresses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "./harness.mjs";

const { api, visit } = await start();
const ARTICLE = `${api}/documents/magnesium-and-sleep`;
const PASSAGE = `${ARTICLE}#what-is-known-about-magnesium-and-sleep.p1`;
const colour = (locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);

test("a passage is marked when arrived at by its link", async () => {
  const { page } = await visit(PASSAGE);
  const passage = page.locator(".passage:target");
  assert.equal(await passage.count(), 1);
  assert.match(await passage.innerText(), /^The idea behind magnesium[^]*sleep remedy\.$/);
  assert.notEqual(await colour(passage), await colour(page.locator(".passage").first()));
  const { y } = await page.getByRole("heading", { name: "What is known about" }).boundingBox();
  assert.ok(y >= 0 && y < 400, `the heading stands at ${y}`);
});

test("links of results lead to passages", async () => {
  const { page } = await visit(`${api}/?q=magnesium+sleep`);
  const hrefs = await page.locator(".headings a, .articles .more a, .reasons a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(hrefs.length > 10);
  for (const href of [...new Set(hrefs)].filter((href) => href.includes("#")).slice(0, 12)) {
    await page.goto(href);
    assert.equal(await page.locator(":target").count(), 1, href);
  }
});

test("on paper there is nothing to press, and nothing is missing", async () => {
  const { page } = await visit(PASSAGE);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".masthead", ".footer", "wellspring-search"]) assert.equal(await page.locator(gone).isVisible(), false, gone);
  const address = await page.locator(".references a").first().evaluate((link) => getComputedStyle(link, "::after").content);
  assert.match(address, /https:/);
  assert.ok(await page.getByText("Magnesium can reduce the absorption").first().isVisible());
  await page.goto(`${api}/?q=magnesium`);
  for (const gone of [".found-filters", ".order"]) assert.equal(await page.locator(gone).isVisible(), false, gone);
  const warning = page.locator("details.warnings li").first();
  assert.ok((await warning.boundingBox()).height > 10, "a folded warning is printed");
});
