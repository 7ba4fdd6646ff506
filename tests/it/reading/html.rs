//! Web pages: property 4.

use super::*;

#[test]
fn a_web_page_is_read_as_a_visitor_sees_it() {
    let page = r#"<!doctype html><html><head><title>Site</title>
        <meta name="description" content="In short."><meta name="keywords" content="gut, skin">
        <meta property="article:published_time" content="2026-03-09T10:00:00+01:00">
        <link rel="canonical" href="https://example.org/a"><style>p {}</style></head>
        <body><nav>Home</nav><main><h1>The  gut</h1><p>Some <b>bold</b>
        words.<script>evil()</script></p><p hidden>hidden</p><p style="display: none">hidden</p>
        <div aria-hidden="true">hidden</div><h2>A part</h2><div>Loose <em>text</em><p>A paragraph</p> tail</div>
        <ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul>
        <table><tr><th>Food</th><th>Amount</th></tr><tr><td>Seeds</td><td>28&nbsp;g</td></tr></table>
        <pre>a  b
c</pre><img alt="A picture"></main><footer>Legal</footer></body></html>"#;
    let article = read(&[("page.html", page)]).article();
    assert_eq!(
        blocks(&article.body),
        [
            "T The gut",
            "P Some bold words.",
            "2 A part",
            "P Loose text",
            "P A paragraph",
            "P tail",
            "W - one\n- two\n  1. inner",
            "W Food | Amount\nSeeds | 28 g",
            "W a  b\nc",
            "P A picture",
        ]
    );
    assert_eq!((article.title.as_str(), article.id.as_str()), ("The gut", "page"));
    assert_eq!(article.summary.as_deref(), Some("In short."));
    assert_eq!(article.tags, ["gut", "skin"]);
    assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(article.published, Some(date!(2026 - 03 - 09)));
}

#[test]
fn a_page_that_never_closes_its_elements_is_a_problem_and_icons_are_none() {
    let icons = "<svg><path d='M0 0'/><g></g></svg>".repeat(2_000);
    let article = read(&[("a.html", &format!("<h1>T</h1>{icons}<p>Words.<br>"))]).article();
    assert_eq!(blocks(&article.body), ["T T", "P Words."]);
    let read = read(&[("a.html", &"<div><p>Words.</p>".repeat(2_000))]);
    let problem =
        "a.html:1: the page has more than 1024 elements inside of each other; close each element with its end tag";
    assert_eq!(read.problems, [problem]);
}

#[test]
fn a_page_without_a_heading_takes_the_title_of_its_head() {
    let article = read(&[("a.htm", "<title>The title</title><p>Words.")]).article();
    assert_eq!(article.title, "The title");
    assert_eq!(blocks(&article.body), ["P Words."]);
}

// 5. JSON and CSV.
