//! Records of JSON, JSON Lines, CSV and BEIR collections: properties 5 and 6.

use super::*;

const PRODUCT: &str = r#"{"id": "p1", "kind": "product", "name": "Night", "description": "Capsules.", "price": 12.50,
    "currency": "EUR", "availability": "OutOfStock", "brand": "Fernwell", "form": "capsule", "categories": "sleep|stress",
    "concerns": ["cannot sleep"], "benefits": ["Contributes to sleep, and more"], "ingredients": ["Magnesium 200 mg",
    {"name": "Lemon balm", "amount": "1.5", "unit": "g"}], "dietary": ["vegan"], "warnings": {"pregnancy": "Ask first."},
    "rating": 4.5, "variant_group": "night", "attributes": {"size": "60", "flavours": ["a", "b"]}}"#;

fn check_product(product: &Product) {
    assert_eq!(
        (product.id.as_str(), product.name.as_str(), product.description.as_str()),
        ("p1", "Night", "Capsules.")
    );
    assert_eq!(product.price.map(|price| price.normalize().to_string()).as_deref(), Some("12.5"));
    assert_eq!((product.currency.as_deref(), product.availability), (Some("EUR"), Availability::OutOfStock));
    assert_eq!((product.brand.as_deref(), product.form.as_deref()), (Some("Fernwell"), Some("capsule")));
    assert_eq!(product.categories.iter().map(Category::as_str).collect::<Vec<_>>(), ["sleep", "stress"]);
    assert_eq!(
        (product.concerns.as_slice(), product.benefits.as_slice()),
        (&["cannot sleep".to_owned()][..], &["Contributes to sleep, and more".to_owned()][..])
    );
    let ingredients: Vec<_> = product
        .ingredients
        .iter()
        .map(|i| (i.name.as_str(), i.amount.map(|amount| amount.to_string()), i.unit.as_deref()))
        .collect();
    assert_eq!(
        ingredients,
        [("Magnesium", Some("200".into()), Some("mg")), ("Lemon balm", Some("1.5".into()), Some("g"))]
    );
    assert_eq!(product.dietary, ["vegan"]);
    assert_eq!(product.rating.map(|rating| rating.to_string()).as_deref(), Some("4.5"));
    assert_eq!(product.variant_group.as_deref(), Some("night"));
}

#[test]
fn a_product_reads_the_same_from_every_format() {
    let one_line = PRODUCT.replace('\n', " ");
    let list = format!("[{PRODUCT}]");
    let wrapped = format!(r#"{{"documents": [{PRODUCT}]}}"#);
    for (name, source) in
        [("a.json", PRODUCT), ("a.json", &list), ("a.json", &wrapped), ("a.jsonl", &one_line), ("a.ndjson", &one_line)]
    {
        let product = read(&[(name, source)]).product();
        check_product(&product);
        assert_eq!(
            (product.warnings[0].kind, product.warnings[0].text.as_str()),
            (WarningKind::Pregnancy, "Ask first.")
        );
        assert_eq!(product.attributes["flavours"], ["a", "b"]);
    }
    let csv = "id,kind,name,description,price,currency,availability,brand,form,categories,concerns,benefits,ingredients,dietary,warnings,rating,variant_group\n\
        p1,product,Night,Capsules.,12.50,EUR,out of stock,Fernwell,capsule,sleep;stress,cannot sleep,\"Contributes to sleep, and more\",Magnesium 200 mg|Lemon balm 1.5 g,vegan,,4.5,night\n";
    check_product(&read(&[("a.csv", csv)]).product());
}

#[test]
fn a_product_in_markdown_keeps_its_price_as_written() {
    let source = "---\nprice: 12.50\ncurrency: EUR\ningredients:\n  - {name: Zinc, amount: 15.0, unit: mg}\n---\n# Zinc\n\n*Small* tablets.";
    let product = read(&[("products/zinc.md", source)]).product();
    assert_eq!((product.id.as_str(), product.name.as_str()), ("zinc", "Zinc"));
    assert_eq!(product.description, "Small tablets.");
    assert_eq!(product.price.map(|price| price.to_string()).as_deref(), Some("12.50"));
    assert_eq!(product.ingredients[0].amount.map(|amount| amount.to_string()).as_deref(), Some("15.0"));
}

#[test]
fn byte_order_marks_and_crlf_do_no_harm_to_records() {
    let json = "\u{feff}{\"id\": \"a\", \"title\": \"A\", \"body\": \"Words.\"}\r\n\r\n{\"id\": \"b\", \"title\": \"B\", \"body\": \"Words.\"}\r\n";
    let csv = "\u{feff}id,title,body\r\nc,C,Words.\r\n";
    let list = "\u{feff}[{\"id\": \"d\", \"title\": \"D\", \"body\": \"Words.\"}]";
    let read = read(&[("a.jsonl", json), ("b.csv", csv), ("c.json", list)]).no_problems();
    assert_eq!(read.ids(), ["a", "b", "c", "d"]);
}

#[test]
fn a_body_in_a_field_is_read_as_its_format_says() {
    let record =
        |format: &str, body: &str| format!(r#"{{"id": "a", "title": "A", "format": "{format}", "body": "{body}"}}"#);
    let article = read(&[("a.jsonl", &record("markdown", "*Words*.\\n\\n- x"))]).article();
    assert_eq!(blocks(&article.body), ["P Words.", "W - x"]);
    let article = read(&[("a.jsonl", &record("html", "<p>Words.</p><ul><li>x</ul>"))]).article();
    assert_eq!(blocks(&article.body), ["P Words.", "W - x"]);
    let problems = problems_of(&record("markdown", "One.\\n\\nTwo[^x]."));
    assert!(problems[0].starts_with("the footnote \"[^x]\" is cited but not defined"), "{problems:?}");
    let article = read(&[("a.jsonl", &record("text", "*Words*."))]).article();
    assert_eq!(blocks(&article.body), ["P *Words*."]);
}

#[test]
fn fields_of_json_files_and_rows_of_tables_keep_their_lines() {
    let json =
        "[\n  {\"id\": \"a\",\n   \"title\": \"A\",\n   \"body\": \"Words.\",\n   \"published\":\n     \"soon\"}\n]";
    for table in ["id;title;body\nc;C;One, two.\n", "id\ttitle\tbody\nc\tC\tOne, two.\n"] {
        assert_eq!(read(&[("a.csv", table)]).no_problems().article().body.text, "One, two.");
    }
    let csv = "id,title,body,published\nc,C,\"Two\nlines\",2026-01-01\nb,B,Words.,soon\nd,D\n";
    let read = read(&[("a.json", json), ("b.csv", csv)]);
    let problem = "published: \"soon\" is not a date; write YYYY-MM-DD, such as 2026-03-09";
    assert_eq!(
        read.problems,
        [
            format!("a.json:6: {problem}"),
            format!("b.csv:4: {problem}"),
            "b.csv:5: the row has 2 cells, but there are 4 field names; put a cell that has the separator in it between quotation marks".into(),
        ]
    );
    assert_eq!(read.ids(), ["c"]);
}

// 6. BEIR.

#[test]
fn metadata_fill_known_fields_and_become_attributes_otherwise() {
    let line = r#"{"_id": "s1", "title": "Creatine", "text": "Words.", "metadata": {"kind": "supplement", "price": 9.5, "rating": "n/a",
        "tags": ["a", "b"], "scores": {"e": 5, "deep": {"x": true}}, "url": "https://example.org"}}"#.replace('\n', " ");
    let product = read(&[("corpus.jsonl", &line)]).product();
    assert_eq!((product.name.as_str(), product.url.as_deref()), ("Creatine", Some("https://example.org")));
    assert_eq!(product.price.map(|price| price.to_string()).as_deref(), Some("9.5"));
    let names: Vec<&str> = product.attributes.keys().map(String::as_str).collect();
    assert_eq!(names, ["kind", "rating", "scores.deep.x", "scores.e", "tags"]);
    assert_eq!(product.attributes["tags"], ["a", "b"]);
}

#[test]
fn another_kind_is_an_article_and_stays_an_attribute() {
    let line = r#"{"_id": "c1", "title": "Acne", "text": "Words.", "metadata": {"kind": "condition"}}"#;
    let folder = folder(&[("products.jsonl", line.as_bytes())]);
    let article = read_folder(folder.path(), None).article();
    assert_eq!(article.attributes["kind"], ["condition"]);
}

#[test]
fn a_text_without_a_title_lends_it_its_first_words() {
    let text = "Each of these words is short enough that the title can end between two of them without harm.";
    let article = read(&[("corpus.jsonl", &format!(r#"{{"_id": "a", "title": "", "text": "{text}"}}"#))]).article();
    assert_eq!(article.title, "Each of these words is short enough that the title can end between two of them");
    let problems = problems_of(r#"{"_id": "a", "title": "Only a title", "text": " ", "colour": "red"}"#);
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0], "body: the body is empty; write what the article says");
    assert!(
        problems[1].starts_with("colour: is not a known field; the known fields are id, kind, title,"),
        "{problems:?}"
    );
}

#[test]
fn every_shared_collection_reads_without_a_problem() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let files = [("nfcorpus/corpus.jsonl", 3633), ("supplements/corpus.jsonl", 1070), ("medquad/corpus.jsonl", 16350)];
    for (name, count) in files {
        let path = data.join(name);
        if !path.exists() {
            eprintln!("SKIPPED: {} is not there", path.display());
            continue;
        }
        let corpus = Corpus::open(&[path], None).expect("it exists");
        let mut documents = 0;
        for batch in corpus.batches() {
            assert_eq!(batch.problems, [], "{name}");
            documents += batch.documents.len();
        }
        assert_eq!(documents, count, "{name}");
    }
}

// 7. Problems.
