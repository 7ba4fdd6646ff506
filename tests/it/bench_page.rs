//! A report page is whole and can be read by everybody:
//!
//! 1. It refers to nothing outside of itself, and has no script.
//! 2. Whatever stands in it is text, never markup.
//! 3. Every value that is plotted stands in a table too, the ones that cannot be drawn as well.
//! 4. Its elements are closed in the order in which they were opened, and every id is there once.
//! 5. A plot has a name and a description, a table a caption and headers with their scope, and headings leave out no level.
//! 6. No figures, one figure, zeros, negatives and what is no number are shown as far as they can be, and never stop it.
//! 7. A series differs from another in more than its colour.

use scraper::{Html, Selector};
use wellspring::bench::page::{
    Axis, BarGroup, BarSeries, Bars, Column, Kind, Lines, Page, Plot, Section, Series, Table, Unit,
};

const HOSTILE: &str = "<script>alert(\"1\")</script> & </title></svg>'";

fn lines(x: Axis, y: Axis, series: Vec<Series>) -> Plot {
    Plot::Lines(Lines { title: "Latency by size".to_owned(), x, y, series })
}

fn by_size(series: Vec<Series>) -> Plot {
    lines(Axis::log("passages", Unit::Count), Axis::log("median latency", Unit::Seconds), series)
}

fn bars(values: Vec<Vec<Option<f64>>>) -> Plot {
    let series = [("Wellspring", Kind::Ours), ("Tantivy alone", Kind::Floor)];
    let groups = values.into_iter().enumerate();
    Plot::Bars(Bars {
        title: "Speed by stage".to_owned(),
        unit: Unit::PerSecond("documents".to_owned()),
        series: series.map(|(name, kind)| BarSeries { name: name.to_owned(), kind }).into(),
        groups: groups.map(|(index, values)| BarGroup { name: format!("stage {index}"), values }).collect(),
    })
}

fn page(plots: Vec<Plot>) -> Page {
    Page {
        title: "How fast".to_owned(),
        lead: "Fast.\n\nVery fast.".to_owned(),
        facts: vec![("Machine".to_owned(), "two cores".to_owned())],
        sections: vec![Section {
            heading: "Growth".to_owned(),
            text: "Medians of five runs.".to_owned(),
            plots,
            tables: vec![Table {
                caption: "Queries".to_owned(),
                columns: vec![Column::text("kind"), Column::number("p50")],
                rows: vec![vec!["one word".to_owned(), "120 µs".to_owned()]],
            }],
        }],
    }
}

fn full() -> Page {
    let ours = Series::ours("ours", vec![(1e3, 1.2e-4), (1e4, 3.4e-4), (1e5, 9.1e-4)]);
    let floor = Series::floor("floor", vec![(1e3, 0.8e-4), (1e5, 5.6e-4)]);
    page(vec![by_size(vec![ours, floor]), bars(vec![vec![Some(1234.0), Some(2345.0)], vec![Some(17.0), None]])])
}

fn texts(html: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    Html::parse_document(html).select(&selector).map(|element| element.text().collect::<String>()).collect()
}

fn count(html: &str, selector: &str) -> usize {
    Html::parse_document(html).select(&Selector::parse(selector).unwrap()).count()
}

/// The cells of the tables, with plain spaces.
fn cells(page: &Page) -> Vec<String> {
    texts(&page.to_html(), "td, tbody th").into_iter().map(|cell| cell.replace('\u{a0}', " ")).collect()
}

fn assert_cells(page: &Page, expected: &[&str]) {
    let cells = cells(page);
    for value in expected {
        assert!(cells.iter().any(|cell| cell == value), "{value} is not in {cells:?}");
    }
}

#[test]
fn it_refers_to_nothing_outside() {
    let html = full().to_html();
    for reference in ["http", "//", "src=", "href=", "url(", "@import", "@font-face", "<script", "<link", "<img"] {
        assert!(!html.contains(reference), "{reference}");
    }
}

#[test]
fn what_stands_in_it_is_text() {
    let hostile = || HOSTILE.to_owned();
    let series = vec![Series::ours(HOSTILE, vec![(1.0, 1.0), (2.0, 2.0)]), Series::floor("b", vec![(1.0, 1.0)])];
    let mut page = page(vec![
        Plot::Lines(Lines {
            title: hostile(),
            x: Axis::linear(HOSTILE, Unit::Other(hostile())),
            y: Axis::linear(HOSTILE, Unit::PerSecond(hostile())),
            series,
        }),
        Plot::Bars(Bars {
            title: hostile(),
            unit: Unit::Other(hostile()),
            series: vec![BarSeries { name: hostile(), kind: Kind::Other }],
            groups: vec![BarGroup { name: hostile(), values: vec![Some(1.0)] }],
        }),
    ]);
    page.title = hostile();
    page.lead = hostile();
    page.facts.push((hostile(), hostile()));
    let section = &mut page.sections[0];
    (section.heading, section.text) = (hostile(), hostile());
    section.tables[0].caption = hostile();
    section.tables[0].columns[0].name = hostile();
    section.tables[0].rows[0][0] = hostile();
    let html = page.to_html();
    assert_eq!(count(&html, "script"), 0);
    assert_well_formed(&html);
    assert_eq!(texts(&html, "h1"), [HOSTILE]);
    assert_eq!(texts(&html, "h2"), [HOSTILE]);
}

#[test]
fn every_value_stands_in_a_table() {
    assert_cells(&full(), &["1,000", "10,000", "100,000", "120 µs", "340 µs", "910 µs", "80 µs", "560 µs", "–"]);
    assert_cells(&full(), &["1,234 documents/s", "2,345 documents/s", "17 documents/s"]);
    assert_eq!(count(&full().to_html(), "figure details table"), 2);
}

#[test]
fn it_is_well_formed() {
    assert_well_formed(&full().to_html());
}

#[test]
fn everybody_can_read_it() {
    let html = full().to_html();
    assert_eq!(count(&html, "html[lang] h1"), 1);
    assert_eq!(texts(&html, "h1, h2, h3"), ["How fast", "Growth", "Latency by size", "Speed by stage"]);
    // Two drawings of each plot, one of which is shown.
    assert_eq!(count(&html, "svg[role=img]"), 4);
    assert_eq!(count(&html, "svg.wide"), 2);
    let document = Html::parse_document(&html);
    for svg in document.select(&Selector::parse("svg[role=img]").unwrap()) {
        let named = svg.value().attr("aria-labelledby").unwrap();
        for id in named.split(' ') {
            let name = document.select(&Selector::parse(&format!("#{id}")).unwrap()).next().unwrap();
            assert!(!name.text().collect::<String>().trim().is_empty(), "{id}");
        }
    }
    assert_eq!(count(&html, "svg:not([role=img]):not([aria-hidden=true])"), 0);
    assert_eq!(count(&html, "table"), count(&html, "table > caption"));
    assert_eq!(count(&html, "th:not([scope])"), 0);
    assert_eq!(count(&html, "tbody tr"), count(&html, "tbody tr > th[scope=row]:first-child"));
}

#[test]
fn a_zero_is_in_the_table_and_not_on_a_logarithmic_axis() {
    let with_zero = page(vec![by_size(vec![Series::ours("ours", vec![(0.0, 0.002), (10.0, 0.0), (20.0, 0.003)])])]);
    assert_cells(&with_zero, &["0", "2 ms", "3 ms", "10", "20"]);
    assert_eq!(count(&with_zero.to_html(), "svg.wide circle[stroke=none]"), 1, "only what has a place is drawn");
}

#[test]
fn few_or_strange_figures_never_stop_it() {
    let points = |points: &[(f64, f64)]| page(vec![by_size(vec![Series::ours("ours", points.to_vec())])]);
    for empty in [points(&[]), points(&[(0.0, 0.0)]), points(&[(-1.0, 5.0), (f64::NAN, 1.0), (2.0, f64::INFINITY)])] {
        let html = empty.to_html();
        assert_eq!(texts(&html, ".nothing"), ["There is nothing to draw."]);
        assert_well_formed(&html);
    }
    let single = points(&[(5e3, 2e-3)]).to_html();
    assert_eq!(count(&single, "svg.wide circle[stroke=none]"), 1);
    assert!(texts(&single, "svg.wide text").iter().any(|text| text.trim() == "5k"));
    let linear = |points: &[(f64, f64)]| {
        let axis = |label: &str| Axis::linear(label, Unit::Count);
        page(vec![lines(axis("x"), axis("y"), vec![Series::other("other", points.to_vec())])]).to_html()
    };
    for points in [&[(0.0, 0.0)][..], &[(-1.0, -1.0), (1.0, 1.0)], &[(1e-300, 1e300)], &[(7.0, 7.0), (7.0, 8.0)]] {
        assert_eq!(count(&linear(points), "svg.wide"), 1, "{points:?}");
    }
    for strange in [bars(vec![]), bars(vec![vec![]]), bars(vec![vec![Some(f64::NAN), Some(-1.0)]])] {
        assert_eq!(texts(&page(vec![strange]).to_html(), ".nothing").len(), 1);
    }
    assert_eq!(count(&page(vec![bars(vec![vec![Some(0.0), Some(1.0), Some(2.0)]])]).to_html(), "svg.wide"), 1);
    assert_well_formed(&Page::default().to_html());
}

#[test]
fn series_differ_in_more_than_colour() {
    let points = vec![(1.0, 1.0), (1e3, 2.0)];
    let one = |series: Series| page(vec![by_size(vec![series])]).to_html();
    let ours = one(Series::ours("a", points.clone()));
    let floor = one(Series::floor("a", points.clone()));
    let drawn = |html: &str, what: &str| count(html, &format!("svg.wide {what}"));
    assert!(drawn(&floor, "polyline") > drawn(&ours, "polyline") + 5, "the floor is dashed");
    let both = vec![Series::ours("a", points.clone()), Series::ours("b", points.clone()), Series::other("c", points)];
    let html = page(vec![by_size(both)]).to_html();
    assert_eq!(texts(&html, ".legend li").iter().map(|name| name.trim()).collect::<Vec<_>>(), ["a", "b", "c"]);
    let corners = |polygon: scraper::ElementRef<'_>| polygon.value().attr("points").unwrap().split(' ').count() - 1;
    let document = Html::parse_document(&html);
    let shapes: Vec<_> = document.select(&Selector::parse("svg.wide polygon").unwrap()).map(corners).collect();
    assert_eq!(shapes, [4, 4, 3, 3], "squares and triangles beside the circles");
}

/// Every element is closed where it should be, and no id is there twice: HTML parsers mend what is not.
fn assert_well_formed(html: &str) {
    const EMPTY: [&str; 1] = ["meta"];
    let mut open = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap();
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap();
        assert!(!tag.contains('<'), "an open tag: {tag}");
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "before {after:.60}");
        } else if !tag.ends_with('/') && !EMPTY.contains(&name) {
            open.push(name);
        }
        rest = after;
    }
    assert!(open.is_empty(), "{open:?}");
    let document = Html::parse_document(html);
    let with_ids = Selector::parse("[id]").unwrap();
    let mut ids: Vec<_> = document.select(&with_ids).map(|element| element.value().attr("id").unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is there twice");
}
