// Pictures of the main states, for looking at: node screens.mjs FOLDER

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { answer, suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const folder = process.argv[2];
if (!folder) throw new Error("name the folder for the pictures: node screens.mjs FOLDER");
await mkdir(folder, { recursive: true });

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const DARK = { colorScheme: "dark" };
const { api, site, stop, visit } = await start({ isTest: false });
const bare = (body) => `${site}/bare?${encodeURIComponent(body)}`;

const NOTHING = () => ({ body: answer("zz") });
const FAILURE = () => ({ status: 503, body: { title: "Overloaded" } });
const SLOW = () => ({ after: 2000, body: answer("") });

const typed = (text, selected = 0) => async ({ page, input }) => {
  await input.click();
  await page.keyboard.type(text);
  await page.waitForTimeout(700);
  for (let step = 0; step < selected; step += 1) await page.keyboard.press("ArrowDown");
};
const focused = async ({ page, input }) => {
  await input.click();
  await page.waitForTimeout(300);
};
const asItIs = async ({ page }) => page.waitForTimeout(300);
const below = async ({ page }) => {
  await page.locator("wellspring-related h2").scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
};

const SCREENS = [
  ["home", `${api}/`, {}, asItIs],
  ["home-focus", `${api}/`, {}, focused],
  ["home-open", `${api}/`, {}, typed("magnes", 4)],
  ["home-open-dark", `${api}/`, DARK, typed("magnes", 4)],
  ["results-open", `${api}/?q=sleep`, {}, typed("magnes")],
  ["home-phone", `${api}/`, PHONE, asItIs],
  ["home-phone-open", `${api}/`, PHONE, typed("magnes")],
  ["home-phone-focus-dark", `${api}/`, { ...PHONE, ...DARK }, focused],
  ["site", `${site}/`, {}, asItIs],
  ["site-open", `${site}/`, {}, typed("magnes", 1)],
  ["site-open-dark", `${site}/`, DARK, typed("magnes", 7)],
  ["site-none", `${site}/`, {}, typed("zzz")],
  ["site-failure", `${site}/`, { suggest: FAILURE }, typed("magnes", 1)],
  ["site-slow", `${site}/`, { suggest: SLOW }, typed("magnes")],
  ["site-related", `${site}/`, { viewport: { width: 1280, height: 1100 } }, asItIs],
  ["site-related-dark", `${site}/`, DARK, below],
  ["site-phone-open", `${site}/`, PHONE, typed("magnes")],
  ["site-phone-none", `${site}/`, { ...PHONE, suggest: NOTHING }, typed("zzz")],
  ["site-phone-related", `${site}/`, PHONE, below],
  ["right-to-left", bare('<body dir="rtl" lang="he"><wellspring-search site="/"></wellspring-search><wellspring-related item="magnesium-and-sleep" site="/"></wellspring-related>'), {}, typed("magnes", 2)],
  ["german", bare('<main lang="de"><wellspring-search site="/"></wellspring-search></main>'), {}, typed("magnes")],
];

for (const [name, address, options, act] of SCREENS) {
  const seen = await visit(address, { suggest, ...options });
  await act(seen);
  await seen.page.screenshot({ path: join(folder, `${name}.png`) });
  for (const trouble of seen.troubles) console.log(`${name}: ${trouble}`);
  await seen.page.context().close();
}
await stop();
