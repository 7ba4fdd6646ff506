//! 1. Without a query or a filter, the page is a form and popular topics; with one, it shows what was found.
//! 2. Whatever is typed is shown as text.
//! 3. A page works without any script, and brings nothing from elsewhere: its scripts are files of ours.
//! 4. Text of the corpus is shown as text, and an address that could be a script is no link.
//! 5. A corrected query says so, and leads to what was typed; an unsure one asks what was meant.
//! 6. The API pages have every operation, and every type of problem has a page.
//! 7. A problem on a page is a page, with the status of the problem.
//! 8. A page of the content says its language.

mod documents;
mod facets;

use wellspring::http::ProblemType;

use crate::server::Server;

const TYPES: [&str; 14] = [
    "invalid-parameter",
    "invalid-json",
    "invalid-authorization",
    "not-found",
    "unknown-document",
    "unknown-store",
    "method-not-allowed",
    "body-too-large",
    "unsupported-media-type",
    "query-too-long",
    "internal",
    "overloaded",
    "not-ready",
    "timeout",
];

/// The text of a page that has every one of some strings, checked for what no page may have.
pub(super) fn page(server: &Server, path: &str, has: &[&str]) -> String {
    let answer = server.get(path);
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    for text in has {
        assert!(answer.body.contains(text), "{path} has no {text:?}:\n{}", answer.body);
    }
    assert_no_inline_script(path, &answer.body);
    assert!(!answer.body.contains("style=\""), "{path}: the policy forbids it");
    answer.body
}

/// Every script element names a file of this server and has no content.
fn assert_no_inline_script(path: &str, body: &str) {
    for script in body.split("<script").skip(1) {
        assert!(script.starts_with(" src=\"/assets/"), "{path}: <script{script}");
        let content = script.split_once('>').expect("a tag ends").1;
        assert!(content.starts_with("</script>"), "{path}: <script{script}");
    }
}

#[test]
fn without_a_query_the_page_is_a_form() {
    let server = Server::start();
    let topic = "<a href=\"/?filter=category%3Agut\"><b>Gut</b><span>1\u{a0}article, 1\u{a0}product</span></a>";
    page(&server, "/", &["<form class=\"search\" action=\"/\" method=\"get\"", "28\u{a0}articles", "<h1>", topic]);
    page(&server, "/?q=+&utm_source=letter", &["28\u{a0}articles"]);
}

#[test]
fn a_page_of_the_content_says_its_language() {
    let server = Server::start();
    for path in ["/", "/?q=acne", "/documents/gut-skin", "/documents/probiotic-plus", "/docs"] {
        page(&server, path, &["<html lang=\"en\">"]);
    }
    server.site().write("vocabulary/language.txt", "French\n");
    server.site().build();
    server.handle.replace(server.site().open());
    for path in ["/", "/?q=acne", "/documents/gut-skin", "/documents/probiotic-plus"] {
        page(&server, path, &["<html lang=\"fr\">"]);
    }
    page(&server, "/docs", &["<html lang=\"en\">"]);
}

#[test]
fn a_corrected_query_leads_to_what_was_typed() {
    let server = Server::start();
    let insisting = "/?q=probitoics%20acne&#38;typos=false";
    page(
        &server,
        "/?q=probitoics+acne",
        &[
            "Showing results for <b>probiotics acne</b>",
            &format!("Search instead for <a href=\"{insisting}\">probitoics acne</a>"),
            "value=\"probitoics acne\"",
        ],
    );
    let insisted = page(&server, "/?q=probitoics+acne&typos=false", &["<mark>acne</mark>"]);
    assert!(!insisted.contains("Showing results for") && !insisted.contains("Did you mean"));
}

#[test]
fn with_a_query_the_page_shows_what_was_found() {
    page(
        &Server::start(),
        "/?q=can+probiotics+help+acne&page=x&utm_source=letter",
        &[
            "value=\"can probiotics help acne\"",
            "<a href=\"/documents/gut-skin\">The gut and skin connection</a>",
            "<a href=\"/documents/gut-skin#can-probiotics-help-with-acne.p1\">Can probiotics help with acne?</a>",
            "<mark>acne</mark>",
            "€29.90",
            "Take two hours apart from antibiotics.",
            "chosen by the editors of",
            "Cites 1\u{a0}source",
        ],
    );
}

#[test]
fn articles_link_to_the_site_where_it_says_where() {
    page(
        &Server::start(),
        "/?q=magnesium",
        &[
            "<a href=\"https://site.example/magnesium\">Magnesium and sleep</a>",
            "18.50\u{a0}CHF",
            "Warnings: none stated",
        ],
    );
}

#[test]
fn pages_follow_each_other() {
    let server = Server::start();
    let first = page(&server, "/?q=vitamin", &["<a class=\"button\" rel=\"next\" href=\"/?q=vitamin&#38;page=2\">"]);
    assert!(!first.contains("rel=\"prev\""));
    let second = page(&server, "/?q=vitamin&page=2", &["rel=\"prev\"", "Page 2"]);
    assert!(!second.contains("rel=\"next\""));
    page(&server, "/?q=vitamin&page=9", &["No more results"]);
}

#[test]
fn whatever_is_typed_is_shown_as_text() {
    let server = Server::start();
    let body =
        page(&server, "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", &["value=\"&#34;&#62;&#60;script&#62;alert(1)"]);
    assert!(!body.contains("alert(1)</script"), "{body}");
}

#[test]
fn text_of_the_corpus_is_shown_as_text() {
    let server = Server::start();
    for path in ["/?q=hostile", "/documents/hostile"] {
        let body = page(&server, path, &["script", "Hostile &#60;img"]);
        assert!(!body.contains("<img") && !body.contains("href=\"javascript"), "{body}");
    }
}

#[test]
fn the_api_pages_have_every_operation() {
    let server = Server::start();
    let body = page(&server, "/docs", &["curl ", "--json", "<details>"]);
    for (path, item) in server.get("/openapi.json").json()["paths"].as_object().unwrap() {
        assert!(body.contains(&format!("<code>{path}</code>")), "{path}");
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(body.contains(&format!("<section class=\"operation\" id=\"{id}\">")), "{id}");
        }
    }
}

#[test]
fn every_link_within_a_page_has_its_end() {
    let server = Server::start();
    for path in ["/docs", "/documents/gut-skin", "/?q=acne"] {
        let body = server.get(path).body;
        for link in body.split("href=\"#").skip(1) {
            let end = link.split('"').next().unwrap();
            assert!(body.contains(&format!("id=\"{end}\"")), "{path} links to #{end}");
        }
    }
}

#[test]
fn every_type_of_problem_has_a_page() {
    let server = Server::start();
    assert_eq!(ProblemType::ALL.map(ProblemType::name), TYPES);
    for kind in ProblemType::ALL {
        page(&server, &kind.address(), &[kind.title(), "What to do"]);
    }
}

#[test]
fn a_problem_on_a_page_is_a_page() {
    let server = Server::start();
    let browser = [("accept", "text/html,application/xhtml+xml")];
    for (path, status) in [("/documents/nope", 404), ("/problems/nope", 404), ("/nowhere", 404)] {
        let answer = server.get_with(path, &browser);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(answer.body.contains("<h1>"), "{}", answer.body);
    }
}

#[test]
fn files_of_the_pages_are_served() {
    let server = Server::start();
    assert_eq!(server.get("/assets/wellspring.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(server.get("/assets/page.js").header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(server.get("/favicon.svg").header("content-type"), Some("image/svg+xml"));
    for path in ["/wellspring.js", "/assets/wellspring.js"] {
        let script = server.get(path);
        assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(script.header("cross-origin-resource-policy"), Some("cross-origin"), "other sites bring it as well");
        assert!(script.body.contains("wellspring-search"));
    }
}
