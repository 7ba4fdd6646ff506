// Answers of `GET /v1/suggest` as its contract has them, for tests that need a server that is slow, wrong or hostile.

const ARTICLES = [
  ["magnesium-and-sleep", "Magnesium and sleep", ["What studies show"], "People who get too little magnesium may fall asleep somewhat faster once they get enough of it."],
  ["sleep-habits-that-help", "Sleep habits that help", ["Light and darkness", "In the evening"], "Magnesium is no substitute for a dark room, a cool one, and the same hour each night."],
  ["hydration-and-electrolytes", "Hydration and electrolytes", [], "Sweat carries away sodium and some magnesium; water alone does not bring them back."],
];

const PRODUCTS = [
  { id: "magnesium-glycinate-night", name: "Magnesium Glycinate Night", brand: "Fernwell", form: "capsule", price: 18.9, warnings: 3, rating: 4.6 },
  { id: "electrolyte-mix", name: "Electrolyte Mix with Magnesium", brand: "Fernwell", form: "sachet", price: 17.9, warnings: 1, rating: null },
  { id: "melatonin-1mg", name: "Melatonin 1 mg", brand: null, form: "tablet", price: 9.5, warnings: 0, rating: null, availability: "out_of_stock" },
];

const CATEGORIES = [["sleep", 3, 5], ["gut", 6, 7], ["skin", 5, 9], ["immunity", 5, 6], ["energy", 4, 5], ["heart", 3, 4]];

/** The answer to a query: topics for none, nothing for one that begins with "zz", and otherwise the same for all. */
export function answer(query, counts = new URLSearchParams()) {
  const first = (list, name) => list.slice(0, Number(counts.get(name) ?? 3));
  const base = { query: { text: query, corrected: null }, completions: [], articles: [], products: [], categories: [], took_us: 200, index: {} };
  if (!query) return { ...base, categories: CATEGORIES.map(category) };
  if (query.startsWith("zz")) return base;
  return {
    ...base,
    completions: first([" and sleep", " glycinate", " for muscle cramps"], "completions").map((rest) => completion(query, rest)),
    articles: first(ARTICLES, "articles").map((article) => articleHit(query, ...article)),
    products: first(PRODUCTS, "products").map((product) => productHit(query, product)),
  };
}

export const suggest = (query, counts) => ({ body: answer(query, counts) });

function category([value, articles, products]) {
  return { value, articles, products, href: `/?filter=category%3A${value}` };
}

function completion(query, rest) {
  const text = query + rest;
  const parts = [{ text: query, marked: true }, { text: rest, marked: false }].filter((part) => part.text);
  return { text, parts, href: `/?q=${encodeURIComponent(text)}` };
}

function articleHit(query, id, title, heading_path, text) {
  return {
    id, title, heading_path,
    parts: marked(title, query),
    passage: `${id}#p1`,
    snippet: marked(text, query),
    url: null,
    href: `/documents/${id}#p1`,
  };
}

function productHit(query, product) {
  return {
    currency: "EUR",
    availability: "in_stock",
    image: `images/${product.id}.svg`,
    url: `/products/${product.id}`,
    href: `/documents/${product.id}`,
    ...product,
    parts: marked(product.name, query),
  };
}

/** The text in parts, with each beginning of the query marked. */
function marked(text, query) {
  const at = text.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return [{ text, marked: false }];
  const cuts = [text.slice(0, at), text.slice(at, at + query.length), text.slice(at + query.length)];
  return cuts.map((cut, index) => ({ text: cut, marked: index === 1 })).filter((part) => part.text);
}
