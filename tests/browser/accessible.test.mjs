// 1. axe finds nothing on any page of ours, nor on a stranger's, in light and in dark.
// 2. It finds nothing in the box either, closed, open, with topics, without results, failed, and on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { answer, suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { api, site, visit } = await start();

const typed = (text) => async ({ page, input }) => {
  await input.click();
  await page.keyboard.type(text);
  await page.locator("wellspring-search .all").waitFor();
};

const PHONE = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true };
const open = ({ page }) => page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));

const PAGES = [
  ["the search page", `${api}/`],
  ["results", `${api}/?q=probiotics+acne`],
  ["no results", `${api}/?q=zzzzqqq`],
  ["filtered results", `${api}/?q=magnesium+sleep&filter=form:capsule&filter=-warning:pregnancy&sort=price`],
  ["results with all open", `${api}/?q=sleep`, {}, open],
  ["results on a phone", `${api}/?q=sleep&filter=form:capsule`, PHONE, open],
  ["a category", `${api}/?filter=category:sleep`],
  ["products alone", `${api}/?filter=form:capsule`],
  ["a wrong filter", `${api}/?q=magnesium&filter=prize:1`],
  ["nothing within the filters", `${api}/?q=melatonin&filter=category:hair+form:syrup`],
  ["products left out", `${api}/?q=sleep+in+pregnancy`],
  ["a passage", `${api}/documents/magnesium-and-sleep#what-is-known-about-magnesium-and-sleep.p1`],
  ["an article", `${api}/documents/gut-skin-connection`],
  ["a product", `${api}/documents/probiotic-plus`],
  ["the API", `${api}/docs`],
  ["a kind of problem", `${api}/problems/overloaded`],
  ["a page that is not there", `${api}/nowhere`],
  ["the example", `${site}/`, {}, ({ page }) => page.locator("wellspring-related h2").waitFor()],
  ["popular topics", `${site}/`, {}, ({ page, input }) => input.click().then(() => page.locator("wellspring-search .category").first().waitFor())],
  ["an open list", `${site}/`, {}, typed("magnes")],
  ["an open list of ours", `${api}/`, {}, typed("magnes")],
  ["a selected option", `${site}/`, {}, async (seen) => {
    await typed("magnes")(seen);
    for (let step = 0; step < 7; step += 1) await seen.input.press("ArrowDown");
  }],
  ["nothing found", `${site}/`, {}, typed("zzz")],
  ["a failure", `${site}/`, { suggest: (query) => (query ? { status: 500, body: {} } : { body: answer("") }) }, typed("magnes")],
  ["the sheet of a phone", `${api}/`, PHONE, typed("magnes")],
];

for (const [name, address, options = {}, act = () => {}] of PAGES) {
  test(`axe finds nothing on ${name}`, async () => {
    // Halfway through a transition, colours are none that anybody chose.
    const seen = await visit(address, { suggest, reducedMotion: "reduce", ...options });
    await act(seen);
    await seen.page.evaluate(axe.source);
    assert.deepEqual(await violations(seen.page), []);
    // In the dark, nothing is different but the colours.
    await seen.page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await violations(seen.page, { runOnly: ["color-contrast"] }), [], "dark");
  });
}

/** What axe finds, in short. */
async function violations(page, options = {}) {
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`);
}
