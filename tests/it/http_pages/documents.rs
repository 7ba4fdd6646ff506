//! 1. An article can be read: text, warnings, sources, what it is about as links, and the products that belong to it.
//! 2. Each passage is one element on the page of its article, and no heading is in one; each link to a passage leads there.
//! 3. A product has everything that the shop says of it, its warnings first, with what goes with it and what is about it.
//! 4. What a warning leaves out is named with that warning, and leads to its page.
//! 5. A picture is shown from wherever a browser may get it; in its place stands a drawing.

use super::page;
use crate::server::Server;

#[test]
fn an_article_can_be_read() {
    let server = Server::start();
    let body = page(
        &server,
        "/documents/gut-skin",
        &[
            "<h1>The gut and skin connection</h1>",
            "What bacteria have to do with skin.",
            "<time datetime=\"2026-01-31\">31 January 2026</time>",
            "<a href=\"/?filter=category%3Agut\">Gut</a>",
            "Ask a doctor if a rash spreads.",
            "<h2>Can probiotics help with acne?</h2>",
            "<a href=\"#reference-1\"",
            "<li id=\"reference-1\">",
            "https://pubmed.ncbi.nlm.nih.gov/19114770/",
            "<li>One strain for acne.</li>",
            "Probiotic+",
        ],
    );
    let article = server.get("/v1/documents/gut-skin").json();
    for passage in article["passages"].as_array().unwrap() {
        let anchor = passage["id"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
        assert_eq!(body.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
    }
}

#[test]
fn a_product_can_be_read() {
    page(
        &Server::start(),
        "/documents/probiotic-plus",
        &[
            "<h1>Probiotic+</h1>",
            "€29.90",
            "In stock",
            "<a href=\"/?filter=ingredient%3A%22Lactobacillus%20rhamnosus%22\">Lactobacillus rhamnosus</a>",
            "<a href=\"/?filter=category%3Agut\">Gut</a>",
            "<a href=\"/?filter=brand%3AFernwell\">Fernwell</a>",
            "<a href=\"/documents/gut-skin#",
            "5\u{a0}billion CFU",
            "Take two hours apart from antibiotics.",
        ],
    );
}

#[test]
fn warnings_come_before_the_description() {
    let body = page(&Server::start(), "/documents/probiotic-plus", &["A daily capsule"]);
    assert!(body.find("Take two hours apart") < body.find("A daily capsule"), "{body}");
}

#[test]
fn a_passage_is_one_element_without_its_heading() {
    let body = page(&Server::start(), "/documents/gut-skin", &[]);
    let passage = body.split("<div class=\"passage\" id=\"can-probiotics-help-with-acne.p1\">").nth(1).unwrap();
    let passage = passage.split("</div>").next().unwrap();
    assert!(passage.contains("Some people try") && passage.contains("Another for bloating."), "{passage}");
    assert!(!passage.contains("<h2") && !passage.contains("The gut talks"), "{passage}");
}

#[test]
fn pictures_are_shown_from_wherever_a_browser_may_get_them() {
    let server = Server::start();
    let cases = [
        ("https://shop.example/a.jpg", true),
        ("/media/a.jpg", true),
        ("//elsewhere.example/a.jpg", false),
        ("images/a.jpg", false),
        ("javascript:alert(1)", false),
        ("data:image/svg+xml,a", false),
    ];
    for (number, (image, _)) in cases.iter().enumerate() {
        let text = format!("---\nkind: product\nname: Pictured {number}\nimage: \"{image}\"\n---\n\nA text.\n");
        server.site().write(&format!("products/pictured-{number}.md"), &text);
    }
    server.site().build();
    server.handle.replace(server.site().open());
    for (number, (image, is_shown)) in cases.iter().enumerate() {
        let body = page(&server, &format!("/documents/pictured-{number}"), &[]);
        assert_eq!(body.contains(&format!("src=\"{image}\" alt=\"\" width=")), *is_shown, "{image}: {body}");
        assert_eq!(body.contains("picture-none"), !is_shown || body.matches("class=\"card\"").count() > 0, "{image}");
    }
}

#[test]
fn what_a_warning_leaves_out_is_named() {
    let server = Server::start();
    let warning = "Do not use in pregnancy.";
    server.site().write(
        "products/night-herb.md",
        &format!(
            "---\nkind: product\nname: Night Herb\ncategories: [sleep]\nwarnings:\n  - {{kind: pregnancy, text: {warning}}}\n---\n\n\
             Valerian for sleep at night.\n"
        ),
    );
    server.site().write(
        "expecting.md",
        "---\ntitle: Sleep in pregnancy\ncategories: [sleep]\nproducts: [night-herb]\n---\n\nSleep in pregnancy changes.\n",
    );
    server.site().build();
    server.handle.replace(server.site().open());
    let told = format!("<a href=\"/documents/night-herb\">Night Herb</a> – {warning}");
    for path in ["/documents/expecting", "/?q=sleep+in+pregnancy"] {
        page(&server, path, &["Left out because of a warning", &told]);
    }
}
