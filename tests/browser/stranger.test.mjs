// 1. Two lines on a stranger's page, on another origin and under the strictest policy, are a working search.
// 2. The example of the documentation works as it is, but for the server's address.
// 3. A server that does not name the origin is not asked twice for what it refuses; the page works on.
// 4. The box takes nothing from the page's styles, and the page nothing from the box's; parts and variables reach in.
// 5. The box sets no cookie and sends none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { api, site, visit } = await start();

test("two lines are a working search", async () => {
  const { page, input, box, troubles } = await visit(`${site}/two-lines`, { suggest });
  assert.equal(await box.getAttribute("api"), null);
  await input.fill("magnes");
  await page.getByRole("option", { name: "See all results" }).waitFor();
  assert.equal(await page.getByRole("option").first().getAttribute("href"), `${api}/?q=magnes+and+sleep`);
  await input.press("Enter");
  await page.waitForURL(`${api}/?q=magnes`);
  assert.deepEqual(troubles, []);
});

test("two lines are a working search with the real server", async () => {
  const { page, input, troubles } = await visit(`${site}/two-lines`);
  await input.fill("magnesium sleep");
  await page.getByRole("option", { name: /^Magnesium and sleep/ }).first().click();
  await page.waitForURL(`${api}/documents/magnesium-and-sleep**`);
  assert.deepEqual(troubles, []);
});

test("the example works as it is", async () => {
  const { page, troubles } = await visit(`${site}/`, { suggest });
  const block = page.locator("wellspring-related");
  await block.getByRole("heading", { name: "Products that belong here" }).waitFor();
  assert.equal(await block.getByRole("listitem").filter({ has: page.locator("h3") }).count(), 4);
  const night = block.locator(".card").filter({ hasText: "Magnesium Glycinate Night" });
  assert.match(await night.innerText(), /€18\.90[^]*editors of “Magnesium and sleep”[^]*Please note[^]*pregnancy/i);
  await night.getByRole("link").click();
  await page.waitForURL(`${site}/products/magnesium-glycinate-night`);
  assert.deepEqual(troubles, []);
});

test("a related block of articles", async () => {
  const body = '<wellspring-related item="probiotic-plus" target="articles" limit="2" heading="To read"></wellspring-related>';
  const { page, troubles } = await visit(`${site}/bare?${encodeURIComponent(body)}`);
  await page.getByRole("heading", { name: "To read" }).waitFor();
  const links = await page.locator("wellspring-related a").evaluateAll((links) => links.map((link) => link.href));
  assert.equal(links.length, 2);
  for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  assert.deepEqual(troubles, []);
});

test("an origin that the server does not name is refused, and told so", async () => {
  // The same site by another name is another origin.
  const { page, input } = await visit(`${site.replace("127.0.0.1", "localhost")}/two-lines`, {});
  await page.evaluate(() => document.addEventListener("wellspring-error", () => (window.failed = true)));
  await input.fill("magnes");
  await page.getByText("The search cannot be reached right now.").first().waitFor();
  assert.ok(await page.evaluate(() => window.failed));
});

test("styles stay apart, but for parts and variables", async () => {
  const { page, input } = await visit(`${site}/two-lines`, { suggest });
  const colours = () => input.evaluate((input) => [getComputedStyle(input).color, getComputedStyle(document.body).backgroundColor]);
  const [, background] = await colours();
  const style = (rules) =>
    page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets.push(sheet);
    }, rules);
  await style("input { color: red !important } :root { --surface: red; --accent: red; --text: red }");
  assert.deepEqual(await colours(), ["rgb(28, 38, 36)", background]);
  await style("wellspring-search { --wellspring-text: rgb(0, 0, 250) }");
  assert.equal((await colours())[0], "rgb(0, 0, 250)");
  await style("wellspring-search::part(input) { color: rgb(0, 99, 0) }");
  assert.equal((await colours())[0], "rgb(0, 99, 0)");
});

test("no cookie is set, and none is sent", async () => {
  const { page, input } = await visit(`${site}/two-lines`);
  await page.context().addCookies([{ name: "session", value: "secret", url: api }]);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const sent = new Promise((resolve) => {
    // What really leaves the browser for another origin; with it come the cookies that it held back.
    session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => (headers.Origin ?? headers.origin) && resolve(headers));
  });
  await input.click();
  const headers = await sent;
  assert.equal(headers.Cookie ?? headers.cookie, undefined);
  assert.equal((await page.context().cookies()).length, 1);
});
