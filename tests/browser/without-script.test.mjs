// 1. Without scripts, the form inside the box is there, and leads to the results.
// 2. With scripts, the box takes over what the form says: its address, its name, its texts, its hidden fields, its value.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { api, site, visit } = await start();

test("our own page searches without scripts", async () => {
  const { page } = await visit(`${api}/`, { javaScriptEnabled: false });
  await page.getByRole("searchbox").fill("magnesium sleep");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(`${api}/?q=magnesium+sleep`);
  await page.getByRole("link", { name: "Magnesium and sleep" }).first().waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "magnesium sleep");
});

test("a stranger's page searches without scripts", async () => {
  const { page } = await visit(`${site}/`, { javaScriptEnabled: false });
  await page.getByRole("searchbox", { name: "Search Hillside" }).fill("sleep");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site}/search?q=sleep`);
});

test("our own page searches with scripts, and looks the same", async () => {
  const plain = await visit(`${api}/?q=sleep`, { javaScriptEnabled: false });
  const before = await plain.page.locator("form.search").boundingBox();
  const { page, input, box, troubles } = await visit(`${api}/?q=sleep`, { suggest });
  assert.deepEqual(await box.boundingBox(), before);
  assert.equal(await input.inputValue(), "sleep");
  assert.equal(await page.getByRole("searchbox").count(), 0, "the form is not there twice");
  await input.fill("iron");
  await input.press("Enter");
  await page.waitForURL(`${api}/?q=iron`);
  assert.deepEqual(troubles, []);
});

test("the box does what the form says", async () => {
  const form = `<wellspring-search><form action="/find"><input type="hidden" name="shop" value="2">
    <label>Look for <input name="words" value="zinc" placeholder="Anything"></label></form></wellspring-search>`;
  const { page, input } = await visit(`${site}/bare?${encodeURIComponent(form)}`, { suggest });
  assert.equal(await input.inputValue(), "zinc");
  assert.equal(await input.getAttribute("placeholder"), "Anything");
  assert.equal(await page.getByRole("combobox", { name: "Look for" }).count(), 1);
  await input.press("Enter");
  await page.waitForURL(`${site}/find?shop=2&words=zinc`);
});
