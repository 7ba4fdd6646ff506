//! 1. The facets are a form of boxes with counts; what is chosen is checked, and stands above the results as a link without it.
//! 2. Choices of one field are alternatives, and the counts of their field are made without them.
//! 3. The state of the page stands in its address, and every link keeps the rest of it.
//! 4. Filters without a query list what they find; a category of a link from elsewhere is a filter.
//! 5. A filter that cannot be read is told in words, and the others hold.
//! 6. Where nothing was found, the page says what there is without the filters, and what else could be looked for.
//! 7. Related products fulfil the filter as well.

use super::page;
use crate::server::Server;

/// A shop with enough to choose from.
fn shop() -> Server {
    let server = Server::start();
    for (number, (form, price, warning)) in [
        ("capsule", "8.00", "pregnancy"),
        ("capsule", "12.00", "age"),
        ("tea", "12.50", "age"),
        ("hot drink", "30.00", "dose"),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!(
            "---\nkind: product\nname: Zinc {number}\nprice: {price}\ncurrency: EUR\nform: {form}\ncategories: [skin, deep-sleep]\n\
             warnings:\n  - {{kind: {warning}, text: Warns of {warning} {number}.}}\n---\n\nZinc for the skin, number {number}.\n"
        );
        server.site().write(&format!("products/zinc-{number}.md"), &text);
    }
    server.site().build();
    server.handle.replace(server.site().open());
    server
}

/// The input of a filter, as the form has it.
fn checkbox(filter: &str, checked: bool) -> String {
    let checked = if checked { " checked" } else { "" };
    format!("<input type=\"checkbox\" name=\"filter\" value=\"{filter}\"{checked}>")
}

#[test]
fn facets_are_boxes_with_counts() {
    let server = shop();
    let body = page(
        &server,
        "/?q=zinc",
        &[
            "<form class=\"filters\" id=\"filters\" action=\"/\" method=\"get\"",
            "<input type=\"hidden\" name=\"q\" value=\"zinc\">",
            &format!(
                "{}<span class=\"choice\">Capsule</span><span class=\"count\" aria-hidden=\"true\">2</span>",
                checkbox("form:capsule", false)
            ),
            &checkbox("form:&#34;hot drink&#34;", false),
            &checkbox("NOT warning:pregnancy", false),
            "<span class=\"choice\">Deep sleep</span>",
            "2\u{a0}products",
        ],
    );
    assert!(!body.contains("name=\"filter\" value=\"brand"), "one brand is no choice");
}

#[test]
fn what_is_chosen_is_checked_and_can_be_taken_away() {
    let server = shop();
    let body = page(
        &server,
        "/?q=zinc&filter=form:capsule&filter=form:TEA&filter=form%3D%22tea%22&sort=-price",
        &[
            &checkbox("form:capsule", true),
            &checkbox("form:TEA", true),
            "Form: Capsule",
            "Zinc 0",
            "Zinc 2",
            "<a class=\"chips-clear\" href=\"/?q=zinc&#38;sort=-price\">",
            "href=\"/?q=zinc&#38;filter=form%3ATEA&#38;sort=-price\"",
            "<option value=\"-price\" selected>",
        ],
    );
    assert!(!body.contains("<h3><a href=\"/documents/zinc-3\""), "{body}");
    assert!(body.find("/documents/zinc-2\"") < body.find("/documents/zinc-0\""), "the dearest comes first");
}

#[test]
fn what_has_no_box_is_carried_along() {
    page(
        &shop(),
        "/?q=zinc&filter=price%3C20+-form:powder&typos=false",
        &[
            "<input type=\"hidden\" name=\"filter\" value=\"price&#60;20 -form:powder\">",
            "<input type=\"hidden\" name=\"typos\" value=\"false\">",
        ],
    );
}

#[test]
fn a_filter_alone_lists_what_it_finds() {
    let server = shop();
    for path in ["/?filter=category:skin", "/?category=Skin&utm_source=letter"] {
        let body =
            page(&server, path, &["<h1 class=\"browsed\">Skin</h1>", "1\u{a0}article", "4\u{a0}products", "Zinc 3"]);
        assert!(!body.contains("name=\"q\" value=\"\"><"), "{body}");
    }
    let body = page(&server, "/?filter=form:tea", &["Zinc 2", "€12.50", "class=\"found-lists shop\""]);
    assert!(!body.contains("No article has these words"), "{body}");
}

#[test]
fn a_wrong_filter_is_told_in_words() {
    let server = shop();
    let body = page(
        &server,
        "/?q=zinc&filter=prize:%3Cb%3E&filter=form:tea",
        &["prize:&#60;b&#62;", "did you mean &#34;price&#34;?", "Form: Tea", "Zinc 2"],
    );
    assert!(!body.contains("<b>:") && !body.contains("/documents/zinc-0"), "{body}");
    page(&server, "/?filter=price:cheap", &["price takes a number", "What would you like to know?"]);
    let ids: Vec<String> = (0..300).map(|number| format!("&filter=id:x{number}")).collect();
    page(&server, &format!("/?q=zinc{}", ids.concat()), &["the most is 200", "Zinc 0"]);
}

#[test]
fn where_nothing_is_found_there_is_help() {
    let server = shop();
    page(
        &server,
        "/?q=zinc&filter=form:syrup",
        &[
            "Nothing found for “zinc”",
            "<a class=\"button\" href=\"/?q=zinc\">Show",
            "4\u{a0}products without the filters",
            "Form: Syrup",
        ],
    );
    page(
        &server,
        "/?q=xqzzt+magn",
        &["Nothing found", "Popular topics", "href=\"/?filter=category%3Askin\"", "magnesium"],
    );
}

#[test]
fn related_products_fulfil_the_filter() {
    let server = shop();
    let unfiltered = page(&server, "/?q=acne", &["Take two hours apart"]);
    assert!(unfiltered.contains("/documents/probiotic-plus"));
    let body = page(&server, "/?q=acne&filter=-warning:interaction", &["No warning of interaction"]);
    assert!(!body.contains("/documents/probiotic-plus"), "{body}");
}
