// Search with OpenAI's client: npm install openai

import OpenAI from "openai";

const server = process.env.WELLSPRING_URL ?? "http://127.0.0.1:7878";
const client = new OpenAI({ baseURL: `${server}/v1`, apiKey: "any" });

const about_sleep = { type: "eq", key: "category", value: "sleep" };
const page = await client.vectorStores.search("wellspring", {
  query: "can magnesium help me sleep",
  max_num_results: 3,
  filters: about_sleep,
});
for (const { score, attributes, content } of page.data) {
  console.log(`${score.toFixed(2)}  ${attributes.title}\n      ${content[0].text.slice(0, 200)}`);
}
