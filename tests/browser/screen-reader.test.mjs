// 1. The input is a combobox that says whether its list is open, what it controls and which keys lead to it.
// 2. The list has groups with names and options with one label each; pictures and icons are silent.
// 3. The option that is selected is the active descendant; none is selected by itself.
// 4. The number of results, an empty result and a failure are announced once typing pauses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, suggest } from "./contract.mjs";
import { start } from "./harness.mjs";

const { site, visit } = await start();

/** What a screen reader has of a page, in its order: role, name and properties of every node that it does not pass over. */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const below = (node) => [node, ...(node.childIds ?? []).flatMap((id) => (byId.has(id) ? below(byId.get(id)) : []))];
  return below(nodes[0])
    .filter((node) => !node.ignored)
    .map((node) => ({
      role: node.role?.value,
      name: node.name?.value ?? "",
      ...Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value ?? value.relatedNodes?.length])),
    }));
}

const named = (nodes, role) => nodes.filter((node) => node.role === role);

test("a closed box is a combobox with a name", async () => {
  const { page } = await visit(`${site}/`, { suggest });
  const [box] = named(await tree(page), "combobox");
  assert.equal(box.name, "Search Hillside");
  assert.equal(box.expanded, false);
  assert.equal(box.hasPopup, "listbox");
  assert.equal(box.autocomplete, "list");
  assert.equal(box.keyshortcuts, "/ Control+k");
});

test("an open list has groups with names and options with one label each", async () => {
  const { page, input } = await visit(`${site}/`, { suggest });
  await input.fill("magnes");
  await page.getByRole("option", { name: "See all results" }).waitFor();
  const nodes = await tree(page);
  const [box] = named(nodes, "combobox");
  assert.equal(box.expanded, true);
  assert.equal(box.controls, "list");
  assert.equal(box.activedescendant ?? 0, 0, "nothing is selected by itself");
  assert.deepEqual(named(nodes, "listbox").map(({ name }) => name), ["Suggestions"]);
  assert.deepEqual(named(nodes, "group").map(({ name }) => name), ["Suggestions", "Articles", "Products"]);
  assert.deepEqual(named(nodes, "option").map(({ name }) => name), [
    "magnes and sleep",
    "magnes glycinate",
    "magnes for muscle cramps",
    "Magnesium and sleep What studies show People who get too little magnesium may fall asleep somewhat faster once they get enough of it.",
    "Sleep habits that help Light and darkness › In the evening Magnesium is no substitute for a dark room, a cool one, and the same hour each night.",
    "Hydration and electrolytes Sweat carries away sodium and some magnesium; water alone does not bring them back.",
    "Magnesium Glycinate Night Fernwell · capsule · ★ 4.6 3 warnings €18.90",
    "Electrolyte Mix with Magnesium Fernwell · sachet 1 warning €17.90",
    "Melatonin 1 mg tablet Out of stock €9.50",
    "See all results for “magnes”",
  ]);
  assert.ok(named(nodes, "option").every((option) => option.selected === false));
});

test("the selected option is the active descendant", async () => {
  const { page, input } = await visit(`${site}/`, { suggest });
  await input.fill("magnes");
  await page.getByRole("option", { name: "See all results" }).waitFor();
  await input.press("ArrowDown");
  const nodes = await tree(page);
  assert.equal(named(nodes, "combobox")[0].activedescendant, 1);
  assert.deepEqual(named(nodes, "option").filter((option) => option.selected).map(({ name }) => name), ["magnes and sleep"]);
});

test("what happened is announced", async () => {
  const answers = (query) => (query === "fail" ? { status: 500, body: {} } : { body: answer(query) });
  const { page, input, box } = await visit(`${site}/`, { suggest: answers });
  const status = box.locator("[role=status]");
  for (const [text, said] of [
    ["magnes", "9 results"],
    ["zzz", "Nothing found for “zzz”"],
    ["fail", "The search cannot be reached right now."],
    ["magnesi", "9 results"],
  ]) {
    await input.fill(text);
    await page.waitForFunction(([node, said]) => node.textContent === said, [await status.elementHandle(), said], { timeout: 3000 });
  }
  await input.press("Escape");
  assert.equal(await status.textContent(), "");
});

test("what belongs to an article is a list under a heading", async () => {
  const { page } = await visit(`${site}/`, { suggest });
  await page.locator("wellspring-related h2").waitFor();
  const nodes = await tree(page);
  assert.ok(named(nodes, "heading").some(({ name, level }) => name === "Products that belong here" && level === 2));
  assert.ok(named(nodes, "link").some(({ name }) => name === "Magnesium Glycinate Night"));
});
