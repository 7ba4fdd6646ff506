// OpenAI's JavaScript client searches the vector store:
//
// 1. What it finds is about the query, and keeps to the filter, to the number and to the threshold.
// 2. What is wrong is told in the client's own errors.
// 3. The example of the documentation prints what it promises.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI from "openai";

const client = new OpenAI({ baseURL: `${process.env.WELLSPRING_URL}/v1`, apiKey: "any", maxRetries: 0 });

const search = (options) => client.vectorStores.search("wellspring", { query: "can magnesium help me sleep", ...options });

test("what is found answers", async () => {
  const { data } = await search({ max_num_results: 3 });
  assert.equal(data[0].file_id, "magnesium-and-sleep");
  assert.equal(data[0].attributes.title, "Magnesium and sleep");
  assert.match(data[0].content[0].text, /magnesium/i);
  assert.ok(data.length <= 3 && data.every(({ score }) => score > 0 && score <= 1));
});

test("several phrasings, a filter and a threshold", async () => {
  const filters = { type: "and", filters: [{ type: "eq", key: "form", value: "capsule" }, { type: "lt", key: "price", value: 30 }] };
  const { data } = await search({
    query: ["sleep", "magnesium"],
    filters,
    max_num_results: 50,
    ranking_options: { ranker: "auto", score_threshold: 0 },
  });
  assert.ok(data.length > 0 && data.every(({ attributes }) => attributes.kind === "product"));
  const best = await search({ ranking_options: { score_threshold: 1 } });
  assert.ok(best.data.every(({ score }) => score === 1));
});

test("the whole document", async () => {
  const { data } = await client.vectorStores.files.content("magnesium-and-sleep", { vector_store_id: "wellspring" });
  assert.match(data[0].text, /magnesium/i);
});

test("mistakes are told", async () => {
  await assert.rejects(client.vectorStores.search("another", { query: "zinc" }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError && error.requestID);
    assert.equal(error.code, "not_found");
    return true;
  });
  const filters = { type: "eq", key: "categories", value: "sleep" };
  await assert.rejects(search({ filters }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, "filters.key");
    return /did you mean "category"/.test(error.message);
  });
});

test("the example prints what helps", async () => {
  // It finds its packages where it lies, as it does for whoever has copied it.
  const copy = fileURLToPath(new URL("node_modules/.examples/openai_search.mjs", import.meta.url));
  await mkdir(new URL("node_modules/.examples", import.meta.url), { recursive: true });
  await copyFile(new URL("../../docs/examples/openai_search.mjs", import.meta.url), copy);
  const { stdout } = await promisify(execFile)(process.execPath, [copy]);
  assert.match(stdout.split("\n")[0], /Magnesium and sleep/);
});
