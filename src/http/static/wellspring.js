/*
 * Wellspring's search box and related block, for any page; docs/widget.md lists attributes, events, parts and variables:
 *
 *   <script src="https://search.example/wellspring.js" defer></script>
 *   <wellspring-search></wellspring-search>
 *
 * Text of the server or of a person only ever becomes a text node, and every address passes `webAddress`, so nothing of it
 * can become markup or script. Styles are constructed sheets, which the strictest policy allows.
 */
(() => {
  "use strict";

  /** Where this file came from is where the API is; a copy served from elsewhere needs the attribute `api`. */
  const HOME = new URL(".", document.currentScript?.src || document.baseURI).href.replace(/assets\/$/, "");
  const PHONE = matchMedia("(max-width: 40rem)");
  const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

  /** A spinner that shows up for quick answers only flickers. */
  const SPINNER_MS = 300;
  /** Screen readers hear one count when typing pauses, not one a key. */
  const ANNOUNCE_MS = 600;
  /** Nobody waits longer for a suggestion. */
  const TIMEOUT_MS = 8000;
  /** Answers kept, so that going back a letter asks nobody. */
  const MAX_ANSWERS = 50;
  const MAX_RECENT = 5;
  /** Around the panel, and its least height, in CSS pixels. */
  const MARGIN = 24;
  const MIN_PANEL = 280;
  const RECENT_KEY = "wellspring-recent";

  const STRINGS = {
    en: {
      label: "Search articles and products",
      submit: "Search",
      clear: "Clear the search",
      close: "Close the search",
      list: "Suggestions",
      articles: "Articles",
      products: "Products",
      categories: "Popular topics",
      recent: "Recent searches",
      forget: "Clear recent searches",
      all: "See all results for “{query}”",
      corrected: "Showing results for “{query}”",
      none: "Nothing found for “{query}”",
      help: "Check the spelling, or try fewer or more general words.",
      error: "The search cannot be reached right now.",
      retry: "Try again",
      results: { one: "{n} result", other: "{n} results" },
      warnings: { one: "{n} warning", other: "{n} warnings" },
      out_of_stock: "Out of stock",
      preorder: "Pre-order",
      discontinued: "No longer sold",
      relatedProducts: "Products that belong here",
      relatedArticles: "Read more",
      note: "Please note",
      noWarnings: "Warnings: none stated",
    },
    de: {
      label: "Artikel und Produkte durchsuchen",
      submit: "Suchen",
      clear: "Suche leeren",
      close: "Suche schließen",
      list: "Vorschläge",
      articles: "Artikel",
      products: "Produkte",
      categories: "Beliebte Themen",
      recent: "Letzte Suchen",
      forget: "Letzte Suchen löschen",
      all: "Alle Ergebnisse für „{query}“",
      corrected: "Ergebnisse für „{query}“",
      none: "Nichts gefunden für „{query}“",
      help: "Prüfen Sie die Schreibweise, oder nehmen Sie weniger oder allgemeinere Wörter.",
      error: "Die Suche ist gerade nicht erreichbar.",
      retry: "Noch einmal versuchen",
      results: { one: "{n} Ergebnis", other: "{n} Ergebnisse" },
      warnings: { one: "{n} Warnhinweis", other: "{n} Warnhinweise" },
      out_of_stock: "Nicht vorrätig",
      preorder: "Vorbestellbar",
      discontinued: "Nicht mehr im Handel",
      relatedProducts: "Produkte, die dazu passen",
      relatedArticles: "Weiterlesen",
      note: "Bitte beachten",
      noWarnings: "Warnhinweise: keine angegeben",
    },
    fr: {
      label: "Rechercher des articles et des produits",
      submit: "Rechercher",
      clear: "Effacer la recherche",
      close: "Fermer la recherche",
      list: "Suggestions",
      articles: "Articles",
      products: "Produits",
      categories: "Thèmes populaires",
      recent: "Recherches récentes",
      forget: "Effacer les recherches récentes",
      all: "Voir tous les résultats pour « {query} »",
      corrected: "Résultats pour « {query} »",
      none: "Aucun résultat pour « {query} »",
      help: "Vérifiez l’orthographe, ou essayez des mots moins nombreux ou plus généraux.",
      error: "La recherche ne répond pas pour le moment.",
      retry: "Réessayer",
      results: { one: "{n} résultat", other: "{n} résultats" },
      warnings: { one: "{n} mise en garde", other: "{n} mises en garde" },
      out_of_stock: "Épuisé",
      preorder: "En précommande",
      discontinued: "N’est plus vendu",
      relatedProducts: "Produits associés",
      relatedArticles: "À lire aussi",
      note: "À noter",
      noWarnings: "Mises en garde : aucune indiquée",
    },
  };

  // Colours and shapes that both elements share. Names with an underscore have the defaults; no page uses such names itself.
  const THEME = `
    :host {
      --_surface: var(--wellspring-surface, light-dark(#fff, #1a2224));
      --_text: var(--wellspring-text, light-dark(#1c2624, #e6ece9));
      --_muted: var(--wellspring-muted, light-dark(#55625e, #a3b1ac));
      --_border: var(--wellspring-border, light-dark(#e2ded3, #2c3739));
      --_border-strong: var(--wellspring-border-strong, light-dark(#8a958f, #6d7c78));
      --_accent: var(--wellspring-accent, light-dark(#14614f, #7fd1b9));
      --_accent-text: var(--wellspring-accent-text, light-dark(#fff, #0d1f1a));
      --_active: var(--wellspring-active, light-dark(#e3f0ea, #1d332d));
      --_mark: var(--wellspring-mark, light-dark(#fbe9a9, #57480f));
      --_warning: var(--wellspring-warning, light-dark(#7a4a07, #eec078));
      --_warning-surface: var(--wellspring-warning-surface, light-dark(#fdf3df, #2b2417));
      --_radius: var(--wellspring-radius, 0.75rem);
      --_shadow: var(--wellspring-shadow, 0 0.75rem 2.5rem light-dark(rgb(28 38 36 / 0.16), rgb(0 0 0 / 0.55)));
      --_font: var(--wellspring-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif);
      display: block;
      font: 1rem/1.5 var(--_font);
      color: var(--_text);
      text-align: start;
    }
    :host([hidden]), [hidden] { display: none !important; }
    *, *::before, *::after { box-sizing: border-box; }
    p, h2, h3, ul { margin: 0; padding: 0; list-style: none; }
    a { color: inherit; text-decoration: none; }
    bdi { overflow-wrap: anywhere; }
    mark { background: var(--_mark); color: inherit; border-radius: 0.2em; box-shadow: 0 0 0 0.1em var(--_mark); }
    svg { fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; flex: none; }
    .heading { color: var(--_muted); font: 600 0.875rem/1.4 var(--_font); }
    .facts { color: var(--_muted); font-size: 0.875rem; }
    .price { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .picture { background: #fff; border: 1px solid var(--_border); border-radius: 0.5rem; object-fit: contain; }
    :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; border-radius: 0.25rem; }
    @media (forced-colors: active) { .active { outline: 3px solid Highlight; outline-offset: -3px; } }
  `;

  const SEARCH_STYLE = `
    :host { --_height: var(--wellspring-height, 3.25rem); block-size: var(--_height); }
    .box { position: relative; }
    .hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    form { container-type: inline-size; }
    .field {
      display: flex;
      align-items: center;
      block-size: var(--_height);
      padding: 0.1875rem;
      background: var(--_surface);
      border: 1px solid var(--_border-strong);
      border-radius: var(--wellspring-field-radius, 999px);
    }
    .field:has(input:focus) { border-color: var(--_accent); outline: 2px solid var(--_accent); }
    input {
      flex: 1;
      min-inline-size: 0;
      block-size: 100%;
      padding: 0;
      padding-inline: 1.125rem 0.5rem;
      border: 0;
      border-radius: inherit;
      outline: 0;
      background: none;
      color: inherit;
      font: inherit;
      /* A smaller font makes phones zoom in. */
      font-size: max(16px, 1rem);
      text-overflow: ellipsis;
      appearance: none;
    }
    input:focus-visible { outline: 0; }
    input::placeholder { color: var(--_muted); opacity: 1; }
    input::-webkit-search-cancel-button { display: none; }
    button {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 0.5rem;
      min-inline-size: 2.75rem;
      block-size: 100%;
      min-block-size: 2.75rem;
      padding: 0;
      border: 0;
      border-radius: 999px;
      background: none;
      color: var(--_muted);
      font: 600 1rem/1 var(--_font);
      cursor: pointer;
    }
    button:hover { color: var(--_text); }
    button:focus-visible { border-radius: 999px; outline-offset: -3px; }
    button svg { inline-size: 1.125rem; block-size: 1.125rem; }
    .submit { padding-inline: 1.125rem; background: var(--_accent); color: var(--_accent-text); }
    .submit:hover { color: var(--_accent-text); }
    .submit:focus-visible { outline-color: var(--_accent-text); }
    .submit svg { stroke-width: 2.5; }
    @container (max-width: 30rem) { .submit { padding: 0; } .submit span { display: none; } }
    .hint {
      margin-inline: 0.25rem 0.75rem;
      padding: 0.125rem 0.5rem;
      border: 1px solid var(--_border);
      border-radius: 0.375rem;
      color: var(--_muted);
      font: 0.8125rem/1.4 var(--_font);
    }
    .field:focus-within .hint, input:not(:placeholder-shown) ~ .hint, input:placeholder-shown ~ .clear { display: none; }
    @media not ((hover: hover) and (pointer: fine)) { .hint { display: none; } }
    .spinner {
      flex: none;
      inline-size: 1.125rem;
      block-size: 1.125rem;
      margin-inline: 0.5rem;
      border: 2px solid var(--_border);
      border-block-start-color: var(--_accent);
      border-radius: 50%;
      visibility: hidden;
    }
    .busy .spinner { visibility: visible; animation: spin 0.8s linear infinite; }
    @keyframes spin { to { rotate: 1turn; } }
    @media (prefers-reduced-motion: reduce) { .busy .spinner { animation: none; } }
    .close { display: none; }

    .panel {
      position: absolute;
      z-index: var(--wellspring-z-index, 1000);
      inset-inline: 0;
      inset-block-start: calc(100% + 0.5rem);
      overflow-y: auto;
      overscroll-behavior: contain;
      padding: 0.5rem;
      background: var(--_surface);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      box-shadow: var(--_shadow);
      container-type: inline-size;
    }
    .message { padding: 0.5rem 0.75rem; display: grid; gap: 0.125rem; }
    .message b { font-weight: 600; }
    .message span { color: var(--_muted); font-size: 0.9375rem; }
    .group { padding-block-end: 0.5rem; }
    .heading { padding: 0.5rem 0.75rem 0.25rem; }
    .option {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 2.75rem;
      padding: 0.375rem 0.75rem;
      border-radius: 0.5rem;
      cursor: pointer;
      scroll-margin-block: 3rem 0.75rem;
    }
    @media (hover: hover) { .option:hover { background: color-mix(in srgb, var(--_active) 55%, transparent); } }
    .option.active { background: var(--_active); box-shadow: inset 0 0 0 2px var(--_accent); }
    .option > svg { inline-size: 1.125rem; block-size: 1.125rem; color: var(--_muted); }
    .option b { font-weight: 600; }
    .body { flex: 1; min-inline-size: 0; display: grid; gap: 0.125rem; }
    .title { font-weight: 600; line-height: 1.35; }
    .path { color: var(--_accent); font-size: 0.875rem; }
    .snippet {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      color: var(--_muted);
      font-size: 0.875rem;
      line-height: 1.45;
    }
    .snippet mark { color: var(--_text); }
    .option .picture { flex: none; inline-size: 3.25rem; block-size: 3.25rem; }
    .marks { display: flex; flex-wrap: wrap; gap: 0 0.75rem; font-size: 0.8125rem; }
    .warnings { display: inline-flex; align-items: center; gap: 0.25rem; color: var(--_warning); font-weight: 600; }
    .warnings svg { inline-size: 0.9375rem; block-size: 0.9375rem; }
    .availability { color: var(--_muted); font-weight: 600; }
    .product { align-items: flex-start; }
    .chips { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0.25rem 0.75rem 0.75rem; }
    .chips .heading { flex-basis: 100%; padding-inline: 0; }
    .category { gap: 0.5rem; padding-inline: 1rem; background: var(--_active); border-radius: 999px; }
    .category:hover { background: var(--_active); text-decoration: underline; }
    .category { position: relative; }
    .category bdi { display: inline-block; }
    .category bdi::first-letter { text-transform: uppercase; }
    .all, .retry { color: var(--_accent); font-weight: 600; }
    .all { border-block-start: 1px solid var(--_border); border-start-start-radius: 0; border-start-end-radius: 0; }
    .all svg, .retry svg { color: inherit; }
    .all:first-child { border: 0; }
    .all svg:dir(rtl), .close svg:dir(rtl) { scale: -1 1; }
    /* Articles and products stand side by side where there is room for both. */
    @container (min-width: 36rem) {
      .listbox:has(> .articles):has(> .products) {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        column-gap: 0.5rem;
        & > * { grid-column: 1 / -1; }
        & > .articles { grid-column: 1; }
        & > .products { grid-column: 2; }
      }
    }

    /* On a phone the open box is a sheet over the whole page. */
    .box.sheet {
      position: fixed;
      inset: 0;
      inline-size: auto;
      block-size: 100dvh;
      max-inline-size: none;
      max-block-size: none;
      margin: 0;
      padding: 0;
      border: 0;
      display: flex;
      flex-direction: column;
      overflow: hidden;
      overscroll-behavior: contain;
      background: var(--_surface);
      color: inherit;
    }
    .sheet .close { display: inline-flex; }
    .sheet form { flex: none; padding: 0.5rem; border-block-end: 1px solid var(--_border); }
    .sheet input { padding-inline-start: 0.25rem; }
    .sheet .panel { position: static; flex: 1; max-block-size: none !important; border: 0; border-radius: 0; box-shadow: none; }
  `;

  const RELATED_STYLE = `
    .heading { margin-block-end: 0.75rem; }
    .cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); }
    .card {
      display: grid;
      gap: 0.5rem;
      align-content: start;
      padding: 1rem;
      background: var(--_surface);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
    .card .picture { inline-size: 100%; block-size: 9rem; border: 0; background: none; }
    .head { display: flex; justify-content: space-between; align-items: baseline; gap: 0.75rem; }
    .title { font: 600 1.0625rem/1.35 var(--_font); }
    .title a { display: block; padding-block: 0.75rem; margin-block: -0.75rem; }
    .title a:hover { text-decoration: underline; text-underline-offset: 0.2em; }
    .reason { font-size: 0.9375rem; line-height: 1.45; }
    .reason::first-letter { text-transform: uppercase; }
    .warnings { padding: 0.5rem 0.75rem; border-inline-start: 3px solid var(--_warning); border-radius: 0.25rem; background: var(--_warning-surface); font-size: 0.875rem; }
    .warnings b { color: var(--_warning); }
    .warnings li + li { margin-block-start: 0.25rem; }
    .unwarned { border-color: var(--_border); background: none; color: var(--_muted); }
  `;

  const ICONS = {
    search: "M16 16l5 5M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z",
    clear: "M6 6l12 12M18 6L6 18",
    back: "M20 12H5M11 6l-6 6 6 6",
    go: "M4 12h15M13 6l6 6-6 6",
    again: "M4 12a8 8 0 1 0 2.5-5.800M4 4v5h5",
    past: "M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
    warning: "M12 4L2.500 20h19zM12 10v4M12 17v.1",
  };

  // Building.

  function sheet(...styles) {
    return styles.map((style) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      return sheet;
    });
  }

  /** An element. Strings among the children become text nodes; null attributes and children are left out. */
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** An element that pages can style: its class is its part. */
  function part(tag, name, attributes, ...children) {
    return el(tag, { class: name, part: name, ...attributes }, ...children);
  }

  function icon(name) {
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  /** Pieces of text, the marked ones in an element; of its own direction, whatever surrounds it. */
  function pieces(parts, whole, { marked = "mark", unmarked = null } = {}) {
    const runs = list(parts).map(({ text, marked: isMarked }) => {
      const tag = isMarked ? marked : unmarked;
      return tag ? el(tag, { part: tag }, String(text)) : String(text);
    });
    return el("bdi", null, runs.length ? runs : words(whole));
  }

  /** A picture with its place reserved; one that cannot be loaded leaves the place empty. */
  function picture(src) {
    const image = part("img", "picture", { src, alt: "", loading: "lazy", decoding: "async", width: 52, height: 52 });
    image.addEventListener("error", () => image.style.setProperty("visibility", "hidden"));
    return image;
  }

  // Reading what the server says; nothing is taken for granted.

  const list = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);
  const words = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");
  const wordsOf = (values) => (Array.isArray(values) ? values.map(words).filter(Boolean) : []);

  /** The complete address if a link may lead there: another scheme than http could be a script. */
  function webAddress(address, base) {
    if (typeof address !== "string" || !URL.canParse(address, base)) return null;
    const url = new URL(address, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  }

  async function ask(url, signal) {
    const response = await fetch(url, { signal, headers: { accept: "application/json" } });
    const answer = await response.json().catch(() => null);
    if (!response.ok || !answer || typeof answer !== "object") {
      const message = words(answer?.detail) || `the server answered with status ${response.status}`;
      throw Object.assign(new Error(message), { status: response.status });
    }
    return answer;
  }

  /** What both elements know: their language, their addresses, their events. */
  class WellspringElement extends HTMLElement {
    constructor(...styles) {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = sheet(THEME, ...styles);
    }

    /** Texts in place of the built-in ones, by name. */
    get strings() {
      try {
        return JSON.parse(this.getAttribute("strings")) ?? {};
      } catch {
        console.warn("wellspring: the attribute strings is no JSON object");
        return {};
      }
    }

    set strings(strings) {
      this.setAttribute("strings", JSON.stringify(strings));
    }

    connectedCallback() {
      this.refresh();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.refresh();
    }

    get locale() {
      try {
        return Intl.getCanonicalLocales(this.closest("[lang]")?.lang || navigator.language)[0];
      } catch {
        // The page's attribute is no language.
        return "en";
      }
    }

    text(name, values = {}) {
      const own = this.strings[name] ?? (STRINGS[this.locale.split("-")[0]] ?? STRINGS.en)[name];
      const form = typeof own === "object" ? (own[new Intl.PluralRules(this.locale).select(values.n)] ?? own.other) : own;
      return String(form).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
    }

    /** A whole number from an attribute. */
    number(name, otherwise) {
      const value = this.getAttribute(name);
      return value !== null && /^\d+$/.test(value) ? Number(value) : otherwise;
    }

    /** An address of the API. The server's paths begin with a slash, but it may stand below a path of its own. */
    api(path) {
      const api = this.getAttribute("api");
      const base = api ? new URL(api.replace(/\/?$/, "/"), document.baseURI).href : HOME;
      return webAddress(words(path).replace(/^\/(?!\/)/, "./"), base);
    }

    /** An address of the site: complete, or completed with the attribute `site`. */
    onSite(address) {
      const site = this.getAttribute("site");
      return webAddress(address, site === null ? undefined : new URL(site, document.baseURI).href);
    }

    /** Where a picture is: on the server of the API if it lies in the corpus, and otherwise on the site. */
    picture(address) {
      return words(address).startsWith("/media/") ? this.api(address) : this.onSite(address);
    }

    price({ price, currency }) {
      if (typeof price !== "number") return null;
      try {
        return new Intl.NumberFormat(this.locale, { style: "currency", currency }).format(price);
      } catch {
        // No currency, or none that the browser knows.
        return `${price.toFixed(2)} ${words(currency)}`.trim();
      }
    }

    availability({ availability }) {
      return ["out_of_stock", "preorder", "discontinued"].includes(availability) ? this.text(availability) : null;
    }

    /** Tells the page; false if the page takes over. */
    tell(name, detail, cancelable = false) {
      return this.dispatchEvent(
        new CustomEvent(`wellspring-${name}`, { detail, cancelable, bubbles: true, composed: true }),
      );
    }
  }

  /** The search box: a combobox with a list of links, as the ARIA Authoring Practices describe it. */
  class WellspringSearch extends WellspringElement {
    static observedAttributes = ["placeholder", "label", "strings", "lang", "shortcut"];

    #input;
    #parts = {};
    /** What can be chosen, in the order of the list: element, kind, id, href, and what happens in place of following it. */
    #options = [];
    #active = -1;
    #isOpen = false;
    /** The text that the list belongs to, once there is an answer for it. */
    #shown = null;
    #answers = new Map();
    #request = null;
    #timers = {};
    /** The form for browsers without scripts, and its input. */
    #fallback = null;

    constructor() {
      super(SEARCH_STYLE);
      this.#build();
    }

    connectedCallback() {
      this.#takeOver(this.querySelector("form"));
      super.connectedCallback();
      document.addEventListener("keydown", this.#onShortcut);
      PHONE.addEventListener("change", this.#onResize);
      visualViewport?.addEventListener("resize", this.#onResize);
    }

    disconnectedCallback() {
      this.close();
      document.removeEventListener("keydown", this.#onShortcut);
      PHONE.removeEventListener("change", this.#onResize);
      visualViewport?.removeEventListener("resize", this.#onResize);
    }

    get value() {
      return this.#input.value;
    }

    set value(value) {
      this.#input.value = value;
    }

    focus(options) {
      this.#input.focus(options);
    }

    // The frame.

    #build() {
      const input = el("input", {
        id: "input",
        part: "input",
        type: "search",
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-haspopup": "listbox",
        "aria-controls": "list",
        "aria-expanded": "false",
        autocomplete: "off",
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
        enterkeyhint: "search",
        maxlength: 512,
      });
      const close = part("button", "close", { type: "button" }, icon("back"));
      const clear = part("button", "clear", { type: "button" }, icon("clear"));
      const submitText = el("span");
      const submit = part("button", "submit", { type: "submit" }, icon("search"), submitText);
      const label = part("label", "hidden", { for: "input", part: "label" });
      const hint = part("kbd", "hint", { "aria-hidden": "true" });
      const spinner = part("span", "spinner", { "aria-hidden": "true" });
      const field = part("div", "field", null, close, input, spinner, clear, hint, submit);
      const form = part("form", "form", { role: "search" }, label, field);
      const message = part("div", "message", { hidden: "" });
      const listbox = part("div", "listbox", { id: "list", role: "listbox" });
      const panel = part("div", "panel", { hidden: "" }, message, listbox);
      const status = el("div", { class: "hidden", role: "status" });
      const box = part("div", "box", null, form, panel, status);
      this.#input = input;
      this.#parts = { box, label, field, hint, close, clear, submit, submitText, panel, message, listbox, status };
      this.shadowRoot.append(box);

      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#submit(false);
      });
      input.addEventListener("input", (event) => event.isComposing || this.#onInput());
      input.addEventListener("compositionend", () => this.#onInput());
      input.addEventListener("keydown", (event) => this.#onKey(event));
      input.addEventListener("focus", () => input.value.trim() || this.open());
      input.addEventListener("click", () => this.open());
      clear.addEventListener("click", () => this.#clear());
      close.addEventListener("click", () => this.close());
      box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || this.close());
      // Pressing on the list must not take the focus out of the input.
      panel.addEventListener("mousedown", (event) => event.preventDefault());
      for (const type of ["click", "auxclick"]) listbox.addEventListener(type, (event) => this.#onClick(event));
    }

    /** A form inside the element works without scripts; with them, the box does what that form says. */
    #takeOver(form) {
      const input = form?.querySelector("input:is([type=search], [type=text], :not([type]))");
      this.#fallback = input ? { form, input } : null;
      if (input && !this.value) this.value = input.value;
    }

    refresh() {
      const { label, hint, close, clear, submit, submitText, listbox } = this.#parts;
      const fallback = this.#fallback?.input;
      const name = this.getAttribute("label") ?? (fallback?.ariaLabel || fallback?.labels?.[0]?.textContent.trim());
      label.textContent = name || this.text("label");
      this.#input.placeholder = this.getAttribute("placeholder") ?? (fallback?.placeholder || label.textContent);
      for (const [button, text] of [[close, "close"], [clear, "clear"], [submit, "submit"]]) {
        button.setAttribute("aria-label", this.text(text));
      }
      submitText.textContent = this.text("submit");
      listbox.setAttribute("aria-label", this.text("list"));
      const shortcuts = this.#shortcuts();
      hint.textContent = shortcuts[0]?.replace("mod+", IS_APPLE ? "⌘" : "Ctrl ").toUpperCase() ?? "";
      hint.hidden = !shortcuts.length;
      const keys = shortcuts.map((key) => key.replace("mod", IS_APPLE ? "Meta" : "Control"));
      this.#input.setAttribute("aria-keyshortcuts", keys.join(" "));
    }

    // Addresses.

    /** The results page for some parameters, with whatever else the fallback form sends. */
    #results(parameters) {
      const { form, input } = this.#fallback ?? {};
      const said = this.getAttribute("results") ?? form?.getAttribute("action");
      const url = new URL((said ? webAddress(said, document.baseURI) : null) ?? this.api("/"));
      for (const [name, value] of form ? new FormData(form) : []) {
        if (name !== input.name && typeof value === "string") url.searchParams.set(name, value);
      }
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    }

    #resultsFor(query) {
      return this.#results({ [this.getAttribute("param") ?? (this.#fallback?.input.name || "q")]: query });
    }

    #suggestions(query) {
      const url = new URL(this.api("/v1/suggest"));
      url.searchParams.set("q", query);
      const few = PHONE.matches ? 2 : 3;
      for (const name of ["completions", "articles", "products"]) url.searchParams.set(name, this.number(name, few));
      return url;
    }

    // Asking.

    #query() {
      return this.value.trim();
    }

    #onInput() {
      const query = this.#query();
      this.tell("input", { query });
      this.#stop();
      this.#select(-1);
      this.#isOpen = true;
      this.#unfold();
      if (this.#answers.has(query)) {
        this.#load(query);
      } else {
        this.#timers.debounce = setTimeout(() => this.#load(query), this.number("debounce", 120));
      }
    }

    /** Whatever is under way is of no interest any more. */
    #stop() {
      for (const timer of Object.values(this.#timers)) clearTimeout(timer);
      const request = this.#request;
      this.#request = null;
      request?.abort();
      this.#busy(false);
    }

    async #load(query) {
      this.#stop();
      const known = this.#answers.get(query);
      if (known) return this.#show(query, known);
      const request = new AbortController();
      this.#request = request;
      this.#timers.spinner = setTimeout(() => this.#busy(true), SPINNER_MS);
      this.#timers.timeout = setTimeout(() => request.abort(new Error("the server did not answer in time")), TIMEOUT_MS);
      try {
        const answer = await ask(this.#suggestions(query), request.signal);
        // A late answer belongs to a text that is no longer there.
        if (this.#request !== request) return;
        this.#stop();
        if (this.#answers.size >= MAX_ANSWERS) this.#answers.clear();
        this.#answers.set(query, answer);
        this.#show(query, answer);
      } catch (error) {
        if (this.#request !== request) return;
        this.#stop();
        this.#fail(query, error);
      }
    }

    #busy(isBusy) {
      this.#parts.box.classList.toggle("busy", isBusy);
      this.#parts.listbox.setAttribute("aria-busy", isBusy);
    }

    // Showing.

    #show(query, answer) {
      this.#options = [];
      const groups = query ? this.#found(query, answer) : this.#begin(answer);
      const count = this.#options.length;
      const corrected = query ? words(answer.query?.corrected) : "";
      let message = [];
      if (query && !count) {
        message = [el("b", null, this.text("none", { query })), el("span", null, this.text("help"))];
        groups.push(...this.#begin(this.#answers.get("") ?? {}));
      } else if (corrected) {
        message = [el("span", null, this.text("corrected", { query: corrected }))];
      }
      if (query) groups.push(this.#all(query));
      this.#fill(query, message, groups);
      this.#announce(query && !count ? this.text("none", { query }) : count ? this.text("results", { n: count }) : "");
      this.tell("results", { query, count, answer });
    }

    #fail(query, error) {
      this.#options = [];
      // Nobody who has typed nothing waits for an answer; the next visit asks again.
      if (!query) this.#fill(null, [], []);
      else this.#offerRetry(query);
      this.tell("error", { query, status: error.status ?? null, message: error.message });
    }

    #offerRetry(query) {
      const retry = this.#option("retry", { act: () => this.#load(query) }, icon("again"), this.text("retry"));
      this.#fill(query, [el("b", null, this.text("error"))], [retry, this.#all(query)]);
      this.#announce(this.text("error"));
    }

    #fill(query, message, rows) {
      const { listbox, message: line, panel } = this.#parts;
      this.#shown = query;
      line.replaceChildren(...message);
      line.hidden = !message.length;
      listbox.replaceChildren(...rows.filter(Boolean));
      panel.scrollTop = 0;
      this.#select(-1);
      this.#unfold();
    }

    #found(query, answer) {
      return [
        this.#group("list", list(answer.completions).map((hit) => this.#completion(hit))),
        this.#group("articles", list(answer.articles).map((hit) => this.#article(hit))),
        this.#group("products", this.#products(list(answer.products))),
      ];
    }

    /** Before anything is typed: what this person and what people look for. */
    #begin(answer) {
      const recent = recentSearches(this).map((query) => this.#recent(query));
      if (recent.length) recent.push(this.#option("forget", { act: () => this.#forget() }, icon("clear"), this.text("forget")));
      const categories = list(answer.categories).map((category) => this.#category(category));
      return [this.#group("recent", recent), this.#group("categories", categories, "chips")];
    }

    #group(kind, options, look = "") {
      if (!options.length) return null;
      const id = `heading-${kind}`;
      const heading = part("div", "heading", { id, role: "presentation" }, this.text(kind));
      return part("div", `group ${kind} ${look}`, { role: "group", "aria-labelledby": id }, heading, ...options);
    }

    #option(kind, { id = null, href = null, query = null, act = null }, ...children) {
      const attributes = { id: `option-${this.#options.length}`, role: "option", tabindex: -1, "aria-selected": "false", href };
      const element = part(href ? "a" : "div", `option ${kind}`, attributes, ...children);
      this.#options.push({ element, kind, id, href, query, act });
      return element;
    }

    /** What was typed is known; the rest of a completion is the news. */
    #completion({ text, parts }) {
      const query = words(text);
      const shown = pieces(parts, query, { marked: null, unmarked: "b" });
      return this.#option("completion", { id: query, query, href: this.#resultsFor(query) }, icon("search"), shown);
    }

    #recent(query) {
      return this.#option("recent", { id: query, query, href: this.#resultsFor(query) }, icon("past"), el("bdi", null, query));
    }

    #category({ value, href, articles, products }) {
      const n = (Number(articles) || 0) + (Number(products) || 0);
      const name = words(value);
      const parameters = Object.fromEntries(new URL(this.api(href) ?? this.api("/")).searchParams);
      const count = part("span", "facts", { "aria-hidden": "true" }, new Intl.NumberFormat(this.locale).format(n));
      const spoken = el("span", { class: "hidden" }, this.text("results", { n }));
      return this.#option("category", { id: name, href: this.#results(parameters) }, el("bdi", null, name), count, spoken);
    }

    #article(hit) {
      const path = wordsOf(hit.heading_path).join(" › ");
      const body = part("span", "body", null, [
        part("span", "title", null, pieces(hit.parts, hit.title)),
        path ? part("span", "path", null, el("bdi", null, path)) : null,
        list(hit.snippet).length ? part("span", "snippet", null, pieces(hit.snippet, "")) : null,
      ]);
      return this.#option("article", { id: words(hit.id), href: this.#target(hit) }, body);
    }

    #products(hits) {
      // Names stay in line: either each product has a place for its picture or none has.
      const sources = hits.map((hit) => this.picture(hit.image));
      const hasPictures = sources.some(Boolean);
      return hits.map((hit, index) => this.#product(hit, hasPictures ? (sources[index] ?? "") : null));
    }

    #product(hit, src) {
      const price = this.price(hit);
      const warnings = hit.warnings > 0 ? this.text("warnings", { n: Number(hit.warnings) }) : null;
      const availability = this.availability(hit);
      const rating = typeof hit.rating === "number" ? `★ ${new Intl.NumberFormat(this.locale).format(hit.rating)}` : "";
      const facts = [words(hit.brand), words(hit.form), rating].filter(Boolean).join(" · ");
      const body = part("span", "body", null, [
        part("span", "title", null, pieces(hit.parts, hit.name)),
        facts ? part("span", "facts", null, el("bdi", null, facts)) : null,
        part("span", "marks", null, [
          availability && part("span", "availability", null, el("bdi", null, availability)),
          warnings && part("span", "warnings", null, icon("warning"), el("bdi", null, warnings)),
        ]),
      ]);
      const image = src === null ? null : src ? picture(src) : part("span", "picture");
      return this.#option("product", { id: words(hit.id), href: this.#target(hit) }, [
        image,
        body,
        price && part("span", "price", null, price),
      ]);
    }

    #target(hit) {
      return this.onSite(hit.url) ?? this.api(hit.href);
    }

    #all(query) {
      const label = el("bdi", null, this.text("all", { query }));
      return this.#option("all", { query, href: this.#resultsFor(query) }, icon("go"), label);
    }

    #announce(text) {
      this.#timers.announce = setTimeout(() => (this.#parts.status.textContent = this.#isOpen ? text : ""), ANNOUNCE_MS);
    }

    // Opening and closing.

    open() {
      if (this.#isOpen) return;
      this.#isOpen = true;
      const query = this.#query();
      if (this.#shown === query) {
        this.#unfold();
      } else {
        this.#options = [];
        this.#fill(null, [], []);
        this.#load(query);
      }
    }

    close() {
      this.#stop();
      this.#isOpen = false;
      this.#select(-1);
      this.#unfold();
      this.#parts.status.textContent = "";
    }

    #clear() {
      this.value = "";
      this.focus();
      this.#onInput();
    }

    /** Makes what is seen agree with whether the box is open and has something to show. */
    #unfold() {
      const { message, panel } = this.#parts;
      const isUnfolded = this.#isOpen && (this.#options.length > 0 || !message.hidden);
      panel.hidden = !isUnfolded;
      // It ends above the lower edge of the window, so that nothing of it is out of sight.
      const room = innerHeight - this.getBoundingClientRect().bottom - MARGIN;
      panel.style.maxBlockSize = `${Math.max(room, MIN_PANEL)}px`;
      this.#input.setAttribute("aria-expanded", isUnfolded);
      this.#spread(this.#isOpen && PHONE.matches);
    }

    /** Lays the box over the whole page, or back into its place. As a popover it is above whatever the page has. */
    #spread(isSheet) {
      const { box } = this.#parts;
      if (isSheet !== box.classList.contains("sheet")) {
        box.classList.toggle("sheet", isSheet);
        if (isSheet) {
          for (const [name, value] of this.#sheetAttributes()) box.setAttribute(name, value);
          box.showPopover();
        } else {
          box.hidePopover();
          for (const [name] of this.#sheetAttributes()) box.removeAttribute(name);
        }
      }
      // The keyboard of a phone covers the page without making it smaller.
      box.style.blockSize = isSheet && visualViewport ? `${visualViewport.height}px` : "";
    }

    #sheetAttributes() {
      const label = this.#parts.label.textContent;
      return [["popover", "manual"], ["role", "dialog"], ["aria-modal", "true"], ["aria-label", label]];
    }

    #onResize = () => this.#unfold();

    // Choosing.

    #onKey(event) {
      // The keys of an input method are its own; Safari ends a composition before it sends the key that ended it.
      if (event.isComposing || event.keyCode === 229) return;
      if (this.#press(event)) event.preventDefault();
    }

    /** What a key does; true if the browser must not do anything else. */
    #press({ key, altKey, ctrlKey, metaKey, shiftKey }) {
      const isModified = ctrlKey || metaKey || shiftKey;
      switch (key) {
        case "ArrowDown":
        case "ArrowUp": {
          if (isModified) return false;
          const step = key === "ArrowDown" ? 1 : -1;
          if (altKey) step > 0 ? this.open() : this.close();
          else this.#move(step);
          return true;
        }
        case "Enter":
          this.#enter(isModified);
          return true;
        case "Escape":
          return this.#escape();
        case "Delete":
          return this.#forgetActive();
        case "Tab":
          // In the sheet, it reaches the other buttons.
          if (!PHONE.matches) this.close();
          return false;
        case "Home":
        case "End":
        case "ArrowLeft":
        case "ArrowRight":
          // These move within the text, and that is where they lead back to.
          this.#select(-1);
          return false;
        default:
          return false;
      }
    }

    #move(step) {
      this.open();
      const count = this.#options.length;
      if (!count) return;
      const from = this.#active < 0 && step < 0 ? 0 : this.#active;
      this.#select((from + step + count) % count);
    }

    #select(index) {
      const [before, now] = [this.#options[this.#active], this.#options[index]];
      this.#active = now ? index : -1;
      for (const option of [before, now]) {
        if (!option) continue;
        const isActive = option === now;
        option.element.classList.toggle("active", isActive);
        option.element.part.toggle("active", isActive);
        option.element.setAttribute("aria-selected", isActive);
      }
      if (now) {
        this.#input.setAttribute("aria-activedescendant", now.element.id);
        now.element.scrollIntoView({ block: "nearest" });
      } else {
        this.#input.removeAttribute("aria-activedescendant");
      }
    }

    #enter(inNewTab) {
      const option = this.#options[this.#active];
      if (!option) this.#submit(inNewTab);
      else if (!inNewTab || !option.href) option.element.click();
      else if (this.#choose(option)) window.open(option.href, "_blank", "noopener");
    }

    #escape() {
      if (this.#isOpen) this.close();
      else if (this.value) {
        this.value = "";
        this.tell("input", { query: "" });
      } else return false;
      return true;
    }

    #onClick(event) {
      const option = this.#options.find(({ element }) => element.contains(event.target));
      if (!option || event.button > 1) return;
      if (option.act) return option.act();
      if (!this.#choose(option)) return event.preventDefault();
      // A click that opens another tab leaves everything here as it is.
      if (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (option.query) this.value = option.query;
      this.close();
    }

    /** Tells the page what was chosen; false if the page takes over. */
    #choose({ kind, id, href, query }) {
      if (query) remember(this, query);
      const position = 1 + this.#options.findIndex((option) => option.kind === kind && option.id === id);
      return this.tell("select", { kind, id, href, position, query: this.#query() }, true);
    }

    #submit(inNewTab) {
      const query = this.#query();
      if (!query) return this.open();
      const href = this.#resultsFor(query);
      this.close();
      remember(this, query);
      if (!this.tell("submit", { query, href }, true)) return;
      if (inNewTab) window.open(href, "_blank", "noopener");
      else location.assign(href);
    }

    // Recent searches.

    #forget(query) {
      forget(this, query);
      const shown = this.#query();
      this.#show(shown, this.#answers.get(shown) ?? {});
    }

    #forgetActive() {
      const option = this.#options[this.#active];
      if (option?.kind !== "recent") return false;
      this.#forget(option.query);
      return true;
    }

    // The keys that lead here from anywhere on the page.

    #shortcuts() {
      const said = this.getAttribute("shortcut") ?? "/ mod+k";
      return said === "none" ? [] : said.toLowerCase().split(/\s+/).filter(Boolean);
    }

    #onShortcut = (event) => {
      const hasMod = IS_APPLE ? event.metaKey : event.ctrlKey;
      if (event.defaultPrevented || event.altKey || (event.ctrlKey || event.metaKey) !== hasMod) return;
      const target = event.composedPath()[0];
      const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      // A letter or a sign alone belongs to whoever is writing.
      if ((isTyping && !hasMod) || !this.checkVisibility()) return;
      if (!this.#shortcuts().includes((hasMod ? "mod+" : "") + event.key.toLowerCase())) return;
      event.preventDefault();
      this.focus();
      this.#input.select();
    };
  }

  // Recent searches stay in this browser, and only where the page asks for them with the attribute `recent`.

  function recentSearches(box) {
    if (!box.hasAttribute("recent")) return [];
    try {
      return wordsOf(JSON.parse(localStorage.getItem(RECENT_KEY))).slice(0, MAX_RECENT);
    } catch {
      // A browser may forbid the storage, and anybody may have written to it.
      return [];
    }
  }

  function remember(box, query) {
    if (!box.hasAttribute("recent")) return;
    keep([query, ...recentSearches(box).filter((other) => other !== query)].slice(0, MAX_RECENT));
  }

  /** Forgets one search, or all of them. */
  function forget(box, query) {
    keep(query === undefined ? [] : recentSearches(box).filter((other) => other !== query));
  }

  function keep(searches) {
    try {
      if (searches.length) localStorage.setItem(RECENT_KEY, JSON.stringify(searches));
      else localStorage.removeItem(RECENT_KEY);
    } catch {
      // Then nothing is remembered.
    }
  }

  /** What belongs to an article or a product, each with its reason and its warnings. */
  class WellspringRelated extends WellspringElement {
    static observedAttributes = ["item", "limit", "target", "heading", "api", "site", "strings", "lang"];

    #request = null;
    #isDue = false;

    constructor() {
      super(RELATED_STYLE);
    }

    disconnectedCallback() {
      this.#request?.abort();
      this.#request = null;
    }

    /** Attributes often change together; one request is enough for all of them. */
    refresh() {
      if (this.#isDue) return;
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        if (this.isConnected) this.#load();
      });
    }

    async #load() {
      this.#request?.abort();
      const request = (this.#request = new AbortController());
      const item = this.getAttribute("item");
      const target = this.getAttribute("target") === "articles" ? "articles" : "products";
      if (!item) return this.#show(target, []);
      const url = new URL(this.api("/v1/related"));
      for (const [name, value] of Object.entries({ id: item, target, limit: this.number("limit", 4) })) {
        url.searchParams.set(name, value);
      }
      try {
        const answer = await ask(url, request.signal);
        if (this.#request === request) this.#show(target, list(answer[target]));
      } catch (error) {
        if (this.#request !== request) return;
        this.#show(target, []);
        this.tell("error", { item, status: error.status ?? null, message: error.message });
      }
    }

    #show(target, hits) {
      if (!hits.length) return this.shadowRoot.replaceChildren();
      const name = this.getAttribute("heading") ?? this.text(target === "articles" ? "relatedArticles" : "relatedProducts");
      const heading = part("h2", "heading", { id: "heading" }, name);
      const hasPictures = hits.some((hit) => this.picture(hit.image));
      const cards = hits.map((hit, index) => this.#card(target, hit, index, hasPictures));
      this.shadowRoot.replaceChildren(
        part("section", "section", { "aria-labelledby": "heading" }, heading, part("ul", "cards", { role: "list" }, ...cards)),
      );
    }

    #card(target, hit, index, hasPictures) {
      const id = words(hit.id);
      const name = el("bdi", null, words(hit.name ?? hit.title));
      const href = this.onSite(hit.url) ?? this.api(`/documents/${id.split("/").map(encodeURIComponent).join("/")}`);
      const link = el("a", { part: "link", href }, name);
      link.addEventListener("click", (event) => {
        const detail = { kind: target.slice(0, -1), id, href, position: index + 1, item: this.getAttribute("item") };
        if (!this.tell("select", detail, true)) event.preventDefault();
      });
      const facts = [words(hit.brand), words(hit.form), this.availability(hit)].filter(Boolean).join(" · ");
      const reason = words(list(hit.reasons)[0]?.text);
      const price = this.price(hit);
      const src = this.picture(hit.image);
      return part("li", "card", null, [
        hasPictures ? (src ? picture(src) : part("div", "picture")) : null,
        part("div", "head", null, part("h3", "title", null, link), price && part("span", "price", null, price)),
        facts ? part("p", "facts", null, el("bdi", null, facts)) : null,
        reason ? part("p", "reason", null, el("bdi", null, reason)) : null,
        target === "products" ? this.#warnings(list(hit.warnings)) : null,
      ]);
    }

    /** A product is never shown without what the shop warns of. */
    #warnings(warnings) {
      if (!warnings.length) return el("p", { class: "warnings unwarned", part: "warnings" }, this.text("noWarnings"));
      const texts = warnings.map(({ text }) => el("li", null, el("bdi", null, words(text))));
      return part("div", "warnings", null, el("b", null, this.text("note")), el("ul", { role: "list" }, ...texts));
    }
  }

  // A page may bring this file twice.
  for (const [name, element] of [["wellspring-search", WellspringSearch], ["wellspring-related", WellspringRelated]]) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
})();
