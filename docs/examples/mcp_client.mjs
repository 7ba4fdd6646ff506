// Ask Wellspring by the Model Context Protocol: npm install @modelcontextprotocol/sdk

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const url = process.env.WELLSPRING_URL ?? "http://127.0.0.1:7878";

const client = new Client({ name: "example", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));

const search = { name: "search", arguments: { query: "can magnesium help me sleep", limit: 4 } };
const { structuredContent } = await client.callTool(search);
for (const hit of structuredContent.results) {
  console.log(`${hit.title} <${hit.url}>\n  ${hit.text.slice(0, 100)}...`);
}
await client.close();
