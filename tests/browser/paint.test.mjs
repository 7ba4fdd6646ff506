// 1. From a key to the painted list, it takes less than 50 ms, besides the debounce and the server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { site, visit } = await start();

const DEBOUNCE_MS = 120;
const MOST_MS = 50;
const KEYS = "magnesium sl";

/** For each key, the milliseconds from its event until the list that it led to was painted. */
async function paints(page, input) {
  await page.evaluate(() => {
    window.paints = [];
    document.addEventListener("keydown", (event) => (window.pressed = event.timeStamp), { capture: true });
    document.addEventListener("wellspring-results", () => {
      // The frame after the next begins when the next one is painted.
      requestAnimationFrame(() => requestAnimationFrame((now) => window.paints.push(now - window.pressed)));
    });
  });
  await input.focus();
  await page.waitForTimeout(300);
  for (const [index, key] of [...KEYS].entries()) {
    await page.keyboard.press(key);
    await page.waitForFunction((count) => window.paints.length >= count, index + 1);
  }
  return (await page.evaluate(() => window.paints)).slice(1);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

test("the list is painted soon after a key", async (t) => {
  // What is measured is the box: the answer is there at once, without the way through the tests' own process.
  const answers = Object.fromEntries([...KEYS].map((_, index) => KEYS.slice(0, index + 1)).map((text) => [text.trim(), suggest(text.trim()).body]));
  const { page, input } = await visit(`${site}/`, { suggest });
  await page.evaluate((answers) => {
    const { fetch } = window;
    window.fetch = (url, options) => {
      const answer = answers[new URL(url).searchParams.get("q")];
      return answer ? Promise.resolve(Response.json(answer)) : fetch(url, options);
    };
  }, answers);
  const times = await paints(page, input);
  t.diagnostic(`median ${median(times).toFixed(1)} ms, of which ${DEBOUNCE_MS} are the debounce`);
  assert.ok(median(times) < DEBOUNCE_MS + MOST_MS, times.map(Math.round).join(" "));
});

test("the list is painted soon after a key with the real server", async (t) => {
  const { page, input } = await visit(`${site}/two-lines`);
  const times = await paints(page, input);
  t.diagnostic(`median ${median(times).toFixed(1)} ms, of which ${DEBOUNCE_MS} are the debounce`);
  assert.ok(median(times) < DEBOUNCE_MS + MOST_MS, times.map(Math.round).join(" "));
});
