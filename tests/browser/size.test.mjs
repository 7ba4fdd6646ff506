// 1. The script is at most 15 kB on the wire, and is served as it is in the repository, under both its addresses.
// 2. It evaluates nothing, and never makes markup out of text.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { SCRIPT, start } from "./harness.mjs";

const { api } = await start();
const source = await readFile(SCRIPT, "utf8");

test("it is small", () => {
  const bytes = gzipSync(source).length;
  assert.ok(bytes <= 15_000, `${bytes} bytes`);
});

test("it is served as it is, for any page", async () => {
  for (const path of ["/wellspring.js", "/assets/wellspring.js"]) {
    const answer = await fetch(api + path);
    assert.equal(await answer.text(), source, path);
    assert.equal(answer.headers.get("content-type"), "text/javascript; charset=utf-8");
    assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
  }
});

test("it has no way to make markup or code out of text", () => {
  const ways = /innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function|cookie/;
  assert.doesNotMatch(source, ways);
});
