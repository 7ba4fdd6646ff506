// 1. Without scripts, filters and order are a form with a button, and all of the page's state stands in the address.
// 2. With scripts, a choice applies at once, the focus stays where it was, and the way back undoes one choice at a time.
// 3. What is chosen can be taken away, one by one or all at once.
// 4. On a phone the filters are folded, all targets are large, and a button applies several choices together.
// 5. Nothing moves while a page arrives, however slowly.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { start, startSlowLine } from "./harness.mjs";

const { api, visit } = await start();
const PHONE = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true };
const box = (page, name) => page.locator(".filters").getByRole("checkbox", { name });
const state = (page) => decodeURIComponent(new URL(page.url()).search);

test("without scripts, the form filters and orders", async () => {
  const { page } = await visit(`${api}/?q=magnesium`, { javaScriptEnabled: false });
  await box(page, /^Capsule/).check();
  await box(page, /^Tablet/).check();
  await page.getByLabel("Order").selectOption("Cheapest products first");
  await page.getByRole("button", { name: "Show results" }).click();
  assert.equal(state(page), "?sort=price&q=magnesium&filter=form:capsule&filter=form:tablet");
  assert.ok(await box(page, /^Capsule/).isChecked());
  assert.equal(await page.getByLabel("Order").inputValue(), "price");
  await page.getByRole("link", { name: "Take away: Form: Capsule" }).click();
  assert.equal(state(page), "?q=magnesium&filter=form:tablet&sort=price");
  await page.getByRole("link", { name: "Clear all filters" }).click();
  assert.equal(state(page), "?q=magnesium&sort=price");
});

test("with scripts, a choice applies at once, and the way back undoes it", async () => {
  const { page, troubles } = await visit(`${api}/?q=magnesium`);
  await box(page, /^Capsule/).check({ noWaitAfter: true });
  await page.waitForURL("**/?q=magnesium&filter=form%3Acapsule");
  await page.waitForFunction(() => document.activeElement.value === "form:capsule");
  await box(page, /^Tablet/).focus();
  await page.keyboard.press("Space");
  await page.waitForURL("**/?q=magnesium&filter=form%3Acapsule&filter=form%3Atablet");
  await page.goBack();
  assert.equal(state(page), "?q=magnesium&filter=form:capsule");
  assert.deepEqual([await box(page, /^Capsule/).isChecked(), await box(page, /^Tablet/).isChecked()], [true, false]);
  await page.goBack();
  assert.equal(await box(page, /^Capsule/).isChecked(), false);
  await page.goForward();
  assert.equal(await box(page, /^Capsule/).isChecked(), true);
  await page.getByLabel("Order").selectOption("Newest articles first", { noWaitAfter: true });
  await page.waitForURL("**/?sort=date&q=magnesium&filter=form%3Acapsule");
  assert.deepEqual(troubles, []);
});

test("a filter that has no box stays", async () => {
  const { page } = await visit(`${api}/?q=magnesium&filter=-brand:claro&typos=false`);
  await box(page, /^Capsule/).check({ noWaitAfter: true });
  await page.waitForURL("**filter=form%3Acapsule");
  assert.equal(state(page), "?q=magnesium&filter=-brand:claro&typos=false&filter=form:capsule");
  assert.equal(await page.getByRole("list", { name: "Chosen filters" }).getByRole("link").count(), 3);
});

test("topics of the start page and links lead on", async () => {
  const { page } = await visit(`${api}/`);
  await page.getByRole("link", { name: /^Sleep/ }).click();
  await page.waitForURL("**/?filter=category%3Asleep");
  await page.getByRole("heading", { level: 1, name: "Sleep" }).waitFor();
  assert.ok((await page.locator(".articles > li").count()) > 2 && (await page.locator(".cards > li").count()) > 2);
});

test("on a phone the filters are folded, and a button applies them", async () => {
  const { page } = await visit(`${api}/?q=sleep`, PHONE);
  assert.equal(await page.locator(".filters").isVisible(), false);
  await page.locator(".filters-toggle summary").tap();
  await box(page, /^Capsule/).check();
  await box(page, /^Sleep/).check();
  assert.equal(state(page), "?q=sleep");
  await page.getByRole("button", { name: "Show results" }).tap();
  await page.waitForURL("**filter=form%3Acapsule");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
  await page.getByText("Filter (2 chosen)").waitFor();
});

test("targets on a phone are large enough", async () => {
  const { page } = await visit(`${api}/?q=sleep&filter=form:capsule`, PHONE);
  await page.locator(".filters-toggle summary").tap();
  const targets = page.locator("summary:visible, .filters label:visible, .chips a, select, .more a, main .button:visible");
  assert.ok((await targets.count()) > 15);
  const small = await targets.evaluateAll((all) =>
    all.map((one) => [one.textContent, one.getBoundingClientRect()]).filter(([, { width, height }]) => width < 44 || height < 43.9),
  );
  assert.deepEqual(small, []);
});

test("nothing moves, though the page arrives line by line", async () => {
  const shifts = () => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
  };
  const slow = await startSlowLine(api);
  after(slow.stop);
  for (const path of ["/?q=magnesium&filter=form:capsule", "/?filter=category:sleep", "/documents/magnesium-glycinate-night"]) {
    for (const options of [{}, PHONE]) {
      const { page } = await visit(slow.address + path, { ...options, before: (page) => page.addInitScript(shifts) });
      await page.waitForTimeout(150);
      assert.deepEqual(await page.evaluate(() => window.shifts), [], path);
    }
  }
});
