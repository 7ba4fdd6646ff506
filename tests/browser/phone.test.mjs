// 1. On a phone the open box covers the page, above whatever the page has, and lets go of it again.
// 2. What a finger has to hit is at least 44 pixels high and wide; the text is so large that phones do not zoom in.
// 3. The box is as wide as the phone, never wider, and the list can be scrolled to its end.
// 4. No hint of keys is shown where there are none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { site, visit } = await start();
const PHONE = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true, suggest };

async function opened(address = `${site}/`, options = PHONE) {
  const seen = await visit(address, options);
  await seen.input.tap();
  await seen.page.keyboard.type("magnes");
  await seen.page.getByRole("option", { name: "See all results" }).waitFor();
  return seen;
}

test("the open box covers the page and lets go of it", async () => {
  const covered = encodeURIComponent('<wellspring-search></wellspring-search><div id="top">Banner</div>');
  const { page, box, input } = await opened(`${site}/bare?${covered}`);
  await page.locator("#top").evaluate((top) => {
    for (const [name, value] of [["position", "fixed"], ["inset", "0"], ["zIndex", "2147483647"]]) top.style[name] = value;
    document.body.style.transform = "translateX(3px)";
  });
  const sheet = page.getByRole("dialog");
  assert.deepEqual(await sheet.boundingBox(), { x: 0, y: 0, width: 375, height: 667 });
  const top = await page.evaluate(() => document.elementFromPoint(187, 300).localName);
  assert.equal(top, "wellspring-search");
  assert.ok(await input.evaluate((input) => input.getRootNode().activeElement === input), "the focus stayed in the text");
  await box.getByRole("button", { name: "Close the search" }).tap();
  assert.equal(await sheet.count(), 0);
  assert.equal(await page.getByRole("option").count(), 0);
  assert.ok((await input.boundingBox()).height < 60);
});

test("the place of the box in the page is kept", async () => {
  const body = encodeURIComponent("<wellspring-search></wellspring-search><article>Text</article>");
  const { page, box, input } = await visit(`${site}/bare?${body}`, PHONE);
  const place = () => page.locator("article").boundingBox();
  const before = await place();
  await input.tap();
  await box.getByRole("dialog").waitFor();
  assert.deepEqual(await place(), before);
  await page.keyboard.press("Escape");
  assert.equal(await box.getByRole("dialog").count(), 0);
  assert.deepEqual(await place(), before);
});

test("targets are large enough", async () => {
  const { page, box, input } = await opened();
  const targets = [...(await page.getByRole("option").all()), ...(await box.getByRole("button").all()), input];
  assert.equal(targets.length, 7 + 3 + 1);
  for (const target of targets) {
    const { width, height } = await target.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${await target.getAttribute("aria-label")}: ${width} x ${height}`);
  }
  assert.ok((await input.evaluate((input) => parseFloat(getComputedStyle(input).fontSize))) >= 16);
});

test("links of the related block are large enough", async () => {
  const { page } = await visit(`${site}/`, PHONE);
  await page.locator("wellspring-related a").first().waitFor();
  for (const link of await page.locator("wellspring-related a").all()) {
    const { height } = await link.boundingBox();
    assert.ok(height >= 44, String(height));
  }
});

test("nothing is wider than the phone, and all of the list can be reached", async () => {
  const { page, box } = await opened(`${site}/`, { ...PHONE, viewport: { width: 320, height: 480 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  const panel = box.locator(".panel");
  assert.ok(await panel.evaluate((panel) => panel.scrollWidth <= panel.clientWidth && panel.scrollHeight > panel.clientHeight));
  await page.getByRole("option", { name: "See all results" }).scrollIntoViewIfNeeded();
  const last = await page.getByRole("option", { name: "See all results" }).boundingBox();
  assert.ok(last.y + last.height <= 480);
});

test("no hint of keys is shown", async () => {
  const { box } = await visit(`${site}/`, PHONE);
  assert.ok(!(await box.locator(".hint").isVisible()));
});
