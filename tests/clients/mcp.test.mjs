// Wellspring as npm `@modelcontextprotocol/sdk` 1.x meets it, over HTTP and over stdio; and the example of the documentation.
//
// 1. The handshake names this server; the stream that the client asks for by GET is refused in a way that it accepts.
// 2. `search`, `fetch` and `retrieve` give content that can be cited, or say that nothing answers; text and structure are the same,
//    and fit the schema.
// 3. A mistake is a result with `isError` that says what to do; an unknown tool is an error of the protocol.
// 4. Documents are resources.
// 5. The example of the documentation runs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const URL_BASE = process.env.WELLSPRING_URL ?? "http://127.0.0.1:7878";
const BINARY = process.env.WELLSPRING_BIN ?? "wellspring";
const TOOLS = ["search", "fetch", "retrieve", "related_products", "list_categories"];
const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../..");

function overHttp() {
  return { transport: new StreamableHTTPClientTransport(new URL(`${URL_BASE}/mcp`)), done: () => {} };
}

function overStdio() {
  const folder = mkdtempSync(join(tmpdir(), "wellspring-"));
  const args = ["mcp", "--corpus", join(ROOT, "corpus"), "--index", join(folder, "index")];
  const transport = new StdioClientTransport({ command: BINARY, args, cwd: folder, stderr: "ignore" });
  return { transport, done: () => rmSync(folder, { recursive: true, force: true }) };
}

async function talk(connect, conversation) {
  const { transport, done } = connect();
  const client = new Client({ name: "wellspring-test", version: "1.0.0" });
  const errors = [];
  client.onerror = (error) => errors.push(error);
  try {
    await client.connect(transport);
    await conversation(client);
    assert.deepEqual(errors, []);
  } finally {
    await client.close();
    done();
  }
}

function answer(result) {
  assert.ok(!result.isError, JSON.stringify(result.content));
  assert.equal(result.content.length, 1);
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  return result.structuredContent;
}

for (const [way, connect] of [["http", overHttp], ["stdio", overStdio]]) {
  describe(`over ${way}`, () => {
    test("the handshake names the server", () =>
      talk(connect, async (client) => {
        assert.equal(client.getServerVersion().name, "wellspring");
        assert.match(client.getInstructions(), /search/);
      }));

    test("what is found can be read", () =>
      talk(connect, async (client) => {
        // Listing the tools makes the client check each answer against its schema.
        const { tools } = await client.listTools();
        assert.deepEqual(tools.map((tool) => tool.name), TOOLS);
        assert.ok(tools.every((tool) => tool.annotations.readOnlyHint && tool.outputSchema.type === "object"));
        const call = { name: "search", arguments: { query: "can magnesium help me sleep", limit: 5 } };
        const { results } = answer(await client.callTool(call));
        assert.ok(results.some((hit) => hit.document_id === "magnesium-and-sleep"));
        for (const hit of results) {
          assert.match(hit.url, /^https?:/);
          const whole = answer(await client.callTool({ name: "fetch", arguments: { id: hit.id } }));
          assert.equal(whole.title, hit.title);
          assert.match(whole.url, /^https?:/);
        }
        const wanted = { name: "related_products", arguments: { query: "magnesium for sleep" } };
        const { products } = answer(await client.callTool(wanted));
        assert.ok(products.length > 0 && products.every((product) => Array.isArray(product.warnings)));
        const { categories } = answer(await client.callTool({ name: "list_categories", arguments: {} }));
        assert.ok(categories.some((category) => category.name === "sleep"));
      }));

    test("what is retrieved can be cited exactly", () =>
      talk(connect, async (client) => {
        await client.listTools();
        const arguments_ = { query: "can magnesium help me sleep", limit: 4, max_tokens: 500, render: "markdown" };
        const said = answer(await client.callTool({ name: "retrieve", arguments: arguments_ }));
        assert.equal(said.answerability.reason, "ok");
        assert.ok(said.results.some((result) => result.document.id === "magnesium-and-sleep"));
        for (const result of said.results) {
          assert.match(result.deep_link, /^https?:/);
          const whole = answer(await client.callTool({ name: "fetch", arguments: { id: result.id } }));
          assert.equal(whole.title, result.citation.title);
          if (result.kind === "passage") {
            const { start, end } = result.span;
            assert.equal(Buffer.from(whole.text).subarray(start, end).toString(), result.text);
          }
        }
        assert.ok(said.context.tokens > 0 && said.context.tokens <= 500);
        assert.match(said.context.text, /https?:/);
      }));

    test("a question about something else has no results", () =>
      talk(connect, async (client) => {
        await client.listTools();
        const arguments_ = { query: "how do I change a car tyre" };
        const found = answer(await client.callTool({ name: "search", arguments: arguments_ }));
        assert.deepEqual(found, { results: [], answerable: false, reason: "off_topic" });
        const { results, answerability } = answer(await client.callTool({ name: "retrieve", arguments: arguments_ }));
        assert.deepEqual([results, answerability.answerable, answerability.reason], [[], false, "off_topic"]);
      }));

    test("a mistake says what to do", () =>
      talk(connect, async (client) => {
        const result = await client.callTool({ name: "fetch", arguments: { id: "no-such-thing" } });
        assert.ok(result.isError);
        assert.match(result.content[0].text, /call search first/);
        await assert.rejects(client.callTool({ name: "serach", arguments: {} }), { code: -32602 });
      }));

    test("documents are resources", () =>
      talk(connect, async (client) => {
        const { resources } = await client.listResources();
        assert.ok(resources.length > 50);
        const { contents } = await client.readResource({ uri: "wellspring://doc/magnesium-and-sleep" });
        assert.equal(contents[0].mimeType, "text/markdown");
        assert.match(contents[0].text, /^# Magnesium and sleep\n/);
      }));
  });
}

test("the example runs", async () => {
  // Modules are looked for from where a file lies: the packages are here.
  const folder = mkdtempSync(join(HERE, "example-"));
  try {
    const example = join(folder, "mcp_client.mjs");
    copyFileSync(join(ROOT, "docs/examples/mcp_client.mjs"), example);
    const environment = { ...process.env, WELLSPRING_URL: URL_BASE };
    const { stdout } = await promisify(execFile)(process.execPath, [example], { env: environment, timeout: 60_000 });
    assert.match(stdout, /Magnesium and sleep/);
    assert.match(stdout, /https?:/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
