// 1. From the first key to the page that was looked for, nothing needs a pointer.
// 2. Arrows go through the list and around its ends; the focus stays in the text.
// 3. Enter opens what is selected, or the results page when nothing is; with Control or Shift in another tab.
// 4. Escape closes the list, and once more empties the text; Tab leaves.
// 5. Home, End and the sideways arrows belong to the text.
// 6. "/" and Control+K lead to the box from anywhere, but not out of another field; the page may choose others or none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { site, visit } = await start();
const bare = (body) => `${site}/bare?${encodeURIComponent(body)}`;

/** A page with the list open and nothing selected. */
async function opened(text = "magnes") {
  const seen = await visit(`${site}/`, { suggest });
  await seen.page.keyboard.press("/");
  await seen.page.keyboard.type(text);
  await seen.page.getByRole("option", { name: "See all results" }).waitFor();
  const selected = seen.page.getByRole("option", { selected: true });
  return { ...seen, keys: seen.page.keyboard, selected };
}

const isFocused = (input) => input.evaluate((input) => input.getRootNode().activeElement === input);

test("the whole path", async () => {
  const { page, keys, selected, input } = await opened();
  for (let step = 0; step < 4; step += 1) await keys.press("ArrowDown");
  assert.match(await selected.innerText(), /Magnesium and sleep/);
  assert.ok(await isFocused(input));
  await Promise.all([page.waitForURL(/documents\/magnesium-and-sleep#p1$/), keys.press("Enter")]);
});

test("arrows go around the ends", async () => {
  const { keys, selected, input } = await opened();
  await keys.press("ArrowUp");
  assert.match(await selected.innerText(), /See all results/);
  await keys.press("ArrowDown");
  assert.match(await selected.innerText(), /magnes and sleep/);
  await keys.press("ArrowUp");
  assert.match(await selected.innerText(), /See all results/);
  assert.equal(await selected.getAttribute("id"), await input.getAttribute("aria-activedescendant"));
  await keys.type("i");
  assert.equal(await selected.count(), 0, "typing leads back to the text");
});

test("Enter without a selection opens the results page", async () => {
  const { page, keys } = await opened();
  await Promise.all([page.waitForURL(`${site}/search?q=magnes`), keys.press("Enter")]);
});

test("a completion is filled in and searched for", async () => {
  const { page, keys } = await opened();
  await keys.press("ArrowDown");
  await Promise.all([page.waitForURL(`${site}/search?q=magnes+and+sleep`), keys.press("Enter")]);
});

for (const modifier of ["Control", "Shift"]) {
  test(`${modifier}+Enter opens another tab`, async () => {
    const { page, keys } = await opened();
    const [results] = await Promise.all([page.context().waitForEvent("page"), keys.press(`${modifier}+Enter`)]);
    assert.equal(results.url(), `${site}/search?q=magnes`);
    await page.bringToFront();
    await keys.press("ArrowDown");
    await keys.press("ArrowDown");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), keys.press(`${modifier}+Enter`)]);
    assert.equal(tab.url(), `${site}/search?q=magnes+glycinate`);
    assert.equal(page.url(), `${site}/`);
  });
}

test("Escape closes, then empties", async () => {
  const { page, keys, input } = await opened();
  await keys.press("Escape");
  assert.equal(await page.getByRole("option").count(), 0);
  assert.equal(await input.inputValue(), "magnes");
  await keys.press("ArrowDown");
  assert.equal(await page.getByRole("option", { selected: true }).count(), 1, "an arrow opens it again");
  await keys.press("Escape");
  await keys.press("Escape");
  assert.equal(await input.inputValue(), "");
  assert.ok(await isFocused(input));
});

test("Tab leaves", async () => {
  const { page, keys, input } = await opened();
  await keys.press("ArrowDown");
  await keys.press("Tab");
  assert.ok(!(await isFocused(input)));
  assert.equal(await page.getByRole("option").count(), 0);
  assert.equal(page.url(), `${site}/`);
});

test("Home, End and the sideways arrows belong to the text", async () => {
  const { keys, input, selected } = await opened();
  const caret = () => input.evaluate((input) => input.selectionStart);
  for (const [key, at] of [["Home", 0], ["ArrowRight", 1], ["End", 6], ["ArrowRight", 6], ["ArrowLeft", 5]]) {
    await keys.press("ArrowDown");
    assert.equal(await selected.count(), 1);
    await keys.press(key);
    assert.equal(await caret(), at, key);
    assert.equal(await selected.count(), 0, key);
  }
  assert.equal(await input.inputValue(), "magnes");
});

test("keys lead to the box, but not out of another field", async () => {
  const { page, input } = await visit(bare('<input id="other"><wellspring-search></wellspring-search>'), { suggest });
  await page.locator("#other").focus();
  await page.keyboard.type("a/b");
  assert.equal(await page.locator("#other").inputValue(), "a/b");
  await page.keyboard.press("Control+k");
  assert.ok(await isFocused(input));
  assert.equal(await input.inputValue(), "");
});

test("the page may choose other keys, or none", async () => {
  const { page, input } = await visit(bare('<wellspring-search shortcut="s"></wellspring-search>'), { suggest });
  await page.keyboard.press("/");
  assert.ok(!(await isFocused(input)));
  await page.keyboard.press("s");
  assert.ok(await isFocused(input));
  const none = await visit(bare('<wellspring-search shortcut="none"></wellspring-search>'), { suggest });
  await none.page.keyboard.press("/");
  await none.page.keyboard.press("Control+k");
  assert.ok(!(await isFocused(none.input)));
});
