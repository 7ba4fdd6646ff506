//! Problems: properties 7 and 8.

use super::*;

#[test]
fn every_wrong_value_says_what_is_right() {
    check_problem(
        r#""published": "2026-13-01""#,
        r#"published: "2026-13-01" is not a date; write YYYY-MM-DD, such as 2026-03-09"#,
    );
    check_problem(r#""price": "12,50""#, r#"price: "12,50" is not a price; write a point before the cents: 12.50"#);
    check_problem(
        r#""price": "12.50 EUR""#,
        r#"price: "12.50 EUR" is not a price; write 12.50 here and put the currency in `currency`, such as EUR"#,
    );
    check_problem(r#""price": "free""#, r#"price: "free" is not a price; write a number such as 12.50"#);
    check_problem(r#""price": -1"#, r#"price: "-1" is less than nothing; write a price of 0 or more"#);
    check_problem(r#""price": [1]"#, "price: is a list, not a text; write one text here");
    check_problem(
        r#""currency": "eur""#,
        r#"currency: "eur" is not a currency code; write three upper-case letters, such as EUR"#,
    );
    check_problem(
        r#""availability": "in_stok""#,
        r#"availability: "in_stok" is not an availability; did you mean "in_stock"?"#,
    );
    check_problem(r#""rating": 6"#, r#"rating: "6" is not a rating; write a number from 0 to 5, such as 4.5"#);
    check_problem(
        r#""ingredients": [{"amount": 2}]"#,
        "ingredients.name: the ingredient has no name; write it as on the label",
    );
    check_problem(
        r#""warnings": [{"kind": "pregnant", "text": "Ask."}]"#,
        r#"warnings.kind: "pregnant" is not a kind of warning; did you mean "pregnancy"?"#,
    );
    check_problem(
        r#""warnings": [{"kind": "age"}]"#,
        "warnings.text: the warning says nothing; write what the reader must know",
    );
    check_problem(
        r#""references": [{"pmid": "1"}]"#,
        "references.label: the reference has no label; write the citation as a reader sees it",
    );
    check_problem(
        r#""references": [{"label": "A", "pmid": "PMC1"}]"#,
        r#"references.pmid: "PMC1" is not a PubMed id; write its digits only"#,
    );
    check_problem(r#""category": "sleep""#, r#"category: is not a known field; did you mean "categories"?"#);
    check_problem(r#""name": "Y""#, "name: is given twice, maybe under another name; keep one of the two");
    check_problem(r#""url": true"#, "url: is true or false, not a text; write one text here");
    check_problem(
        r#""attributes": "x""#,
        "attributes: is a text, not a map; write a name and a value for each attribute",
    );
    check_problem(
        r#""format": "markdwon""#,
        r#"format: "markdwon" is not a format of a body; did you mean "markdown"?"#,
    );
}

#[test]
fn what_every_document_has_is_missed() {
    assert_eq!(
        problems_of("{}"),
        [
            "id: the record has no id; write an id such as magnesium-and-sleep",
            "title: the article has no title; write a title",
            "body: the body is empty; write what the article says",
        ]
    );
    assert_eq!(
        problems_of(r#"{"kind": "product", "id": "a b"}"#),
        [
            "id: the id has the character ' ', which an id cannot have; write it without white space and #, such as a-b",
            "name: the product has no name; write a name",
            "description: the description is empty; write what the product is",
        ]
    );
    assert_eq!(
        problems_of(r#"{"kind": "prodcut", "id": "a", "title": "A", "body": "Words."}"#),
        [r#"kind: "prodcut" is not a kind of document; did you mean "product"?"#]
    );
}

#[test]
fn one_problem_never_hides_another() {
    let good = r#"{"id": "good", "title": "A", "body": "Words."}"#;
    let lines = format!(
        "{{\"id\": \"x\"\n[1]\n\n{good}\n{{\"id\": \"y\", \"title\": \"A\", \"body\": \"B.\", \"tag\": 1, \"published\": 5}}\n"
    );
    let mut bytes = lines.into_bytes();
    bytes.extend_from_slice(b"{\"id\": \"z\", \"title\": \"caf\xe9\"}\n");
    let folder = folder(&[
        ("a.jsonl", &bytes),
        ("b.md", b"---\ntitle: A\nno colon\n---\nWords."),
        ("c.md", b"---\ntitle: A\n"),
        ("d.txt", b"Title\n\ncaf\xe9"),
    ]);
    let read = read_folder(folder.path(), None);
    assert_eq!(read.ids(), ["good"]);
    assert_eq!(
        read.problems[0],
        "a.jsonl:1: the line is not JSON: EOF while parsing an object at column 10; write one JSON object on each line"
    );
    assert_eq!(read.problems[1], "a.jsonl:2: the line is a list, not an object; write one JSON object on each line");
    assert_eq!(read.problems[2], "a.jsonl:5: published: \"5\" is not a date; write YYYY-MM-DD, such as 2026-03-09");
    assert_eq!(read.problems[3], "a.jsonl:5: tag: is not a known field; did you mean \"tags\"?");
    assert_eq!(read.problems[4], "a.jsonl:6: the byte 0xE9 is not UTF-8; save the file as UTF-8");
    assert!(read.problems[5].starts_with("b.md:3: the front matter is not YAML: "), "{}", read.problems[5]);
    assert_eq!(
        read.problems[6],
        "c.md:1: the front matter has no closing ---; write a line of --- after its last field"
    );
    assert_eq!(read.problems[7], "d.txt:3: the byte 0xE9 is not UTF-8; save the file as UTF-8");
    assert_eq!(read.problems.len(), 8);
}

#[test]
fn front_matter_problems_have_their_lines() {
    let read = read(&[(
        "a.md",
        "---\ntitle: A\npublished: 2026-13-01\nwarnings:\n  - kind: pregnant\n    text: Ask.\n---\nWords.",
    )]);
    assert_eq!(
        read.problems,
        [
            "a.md:3: published: \"2026-13-01\" is not a date; write YYYY-MM-DD, such as 2026-03-09",
            "a.md:4: warnings.kind: \"pregnant\" is not a kind of warning; did you mean \"pregnancy\"?",
        ]
    );
}

// 8. The whole corpus.

#[test]
fn an_id_is_taken_once() {
    let read = read(&[
        ("a.md", "# A\n\nWords."),
        (
            "b.jsonl",
            "{\"id\": \"b\", \"title\": \"B\", \"body\": \"Words.\"}\n{\"id\": \"a\", \"title\": \"C\", \"body\": \"Words.\"}",
        ),
    ]);
    assert_eq!(read.ids(), ["a", "b"]);
    assert_eq!(read.problems.len(), 1);
    assert!(read.problems[0].starts_with("b.jsonl:2: id: \"a\" is the id of "), "{}", read.problems[0]);
    assert!(read.problems[0].ends_with("a.md:1 too; give one of the two another id"), "{}", read.problems[0]);
}

#[test]
fn links_lead_to_products() {
    let article = "---\ntitle: A\nproducts: [night, nigth-caps, other, broken]\n---\nWords.";
    let products = "{\"id\": \"night\", \"name\": \"N\", \"text\": \"T.\"}\n{\"id\": \"night-caps\", \"name\": \"N\", \"text\": \"T.\"}\n{\"id\": \"broken\"}";
    let read =
        read(&[("articles/a.md", article), ("articles/other.md", "# O\n\nWords."), ("products.jsonl", products)]);
    assert_eq!(read.ids(), ["a", "other", "night", "night-caps"], "an article with a dangling link stays");
    assert_eq!(
        read.problems[2..],
        [
            "articles/a.md:3: products: no product has the id \"nigth-caps\"; did you mean \"night-caps\"?",
            "articles/a.md:3: products: \"other\" is an article, not a product; write the id of a product of this corpus, or take it out",
        ]
    );
}

#[test]
fn a_dangling_link_is_told_beside_other_problems() {
    let read = read(&[
        ("a.md", "---\ntitle: A\npublished: soon\nproducts: [nowhere]\n---\nWords."),
        ("b.jsonl", "{\"id\": \"a\", \"title\": \"B\", \"body\": \"Words.\", \"products\": [\"lost\"]}"),
    ]);
    let has = |part: &str| read.problems.iter().any(|problem| problem.contains(part));
    assert!(has("\"soon\" is not a date") && has("\"a\" is the id of"), "{:?}", read.problems);
    assert!(has("no product has the id \"nowhere\"") && has("no product has the id \"lost\""), "{:?}", read.problems);
}

// 9. Kinds.
