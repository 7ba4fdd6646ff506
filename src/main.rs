//! Temporary.
use std::path::PathBuf;
use wellspring::engine::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let o = BuildOptions { index: PathBuf::from(&a[1]), corpus: a[3..].iter().map(PathBuf::from).collect(), kind: None, skip_invalid: true, threads: 2, memory: 256_000_000 };
    match build(&o, &mut |_| {}) { Ok(r) => { eprintln!("{r:?}") }, Err(Error::InvalidCorpus(p)) => { for x in p.iter().take(20) { eprintln!("{x}") } return }, Err(e) => { eprintln!("{e}"); return } }
    let e = Engine::open(&o.index, &vocabulary(&o.corpus).unwrap()).unwrap();
    for _ in 0..3 {
    let r = e.search(&SearchRequest { query: a[2].clone(), limit: 10, offset: 0, products: 10, products_offset: 0, related: 4, explain: false }).unwrap();
    println!("{:?} total {} {}", r.took, r.total_passages, r.total_products);
    for p in &r.passages { println!("{:.2} {} {:?}\n   {}", p.score, p.passage.id, p.passage.span(), p.snippet.html); }
    for p in &r.products { println!("P {:.2} {}", p.score, p.product.id); }
    for p in &r.related { println!("R {:.2} {} {:?}", p.score, p.product.id, p.reasons.iter().map(|r| &r.text).collect::<Vec<_>>()); }
    }
}
