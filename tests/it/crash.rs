//! A build that is killed.
//!
//! 1. Killed at any moment, it leaves the old index or the new one, whole: no error, and never a mixture.
//! 2. No build touches a byte of the generation before it. (Killed builds found that one did: the ledger was a second name
//!    of the old one, and was written in place.)
//! 3. A server that is told to stop while it builds ends with 0, and leaves the old index or the new one too.
//! 4. The next build succeeds, gives the new index, and leaves nothing of the killed ones behind.

use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::cli_binary::{Site, article, product};

const ARTICLES: usize = 300;
const PRODUCTS: usize = 100;
const KILLS: u32 = 20;
/// Names a seed to repeat a run.
const SEED: &str = "WELLSPRING_TEST_SEED";

#[test]
fn a_killed_build_leaves_the_old_index_or_the_new_one() {
    let mut random = Random::from_environment();
    let site = Site::empty();
    write_corpus(&site, "oldword");
    site.ok(&["index"]);
    write_corpus(&site, "newword");
    let (old, new) = (site.generation(), "newword");
    let whole_build = time_of_a_build(&site);
    let mut finished = 0;
    for _ in 0..KILLS {
        let mut build = site.command(&["index"]).spawn().expect("the binary starts");
        // Somewhat longer than a whole build takes, so that its very end is among the moments.
        kill_after(&mut build, whole_build.mul_f64(random.unit() * 1.2));
        let words = words_found(&site);
        assert!(words == ["oldword"] || words == [new], "a mixture: {words:?}");
        if words == [new] {
            finished += 1;
            // Back to the beginning: the old content, in force.
            write_corpus(&site, "oldword");
            site.ok(&["index"]);
            write_corpus(&site, "newword");
        }
    }
    eprintln!("{finished} of {KILLS} builds were finished before they were killed");
    site.ok(&["index"]);
    assert_eq!(words_found(&site), [new]);
    assert_ne!(site.generation(), old);
    assert!(folders(&site) <= 2, "only the generation in force and the one before may be left");
}

#[test]
fn a_server_that_is_stopped_while_it_builds_leaves_a_whole_index() {
    let site = Site::empty();
    write_corpus(&site, "oldword");
    site.ok(&["index"]);
    write_corpus(&site, "newword");
    let mut serving = site.serve(&[]);
    serving.wait_for("building the index");
    assert_eq!(serving.terminate(), Some(0));
    assert_eq!(words_found(&site).len(), 1);
}

#[test]
fn a_build_does_not_touch_the_generation_before() {
    let site = Site::small();
    site.ok(&["index"]);
    let before = site.index_files();
    site.write("corpus/articles/skin.md", &article("Dry skin", "Oats calm the skin."));
    site.remove("corpus/articles/sleep.md");
    assert!(site.ok(&["index"]).contains("1 changed, 1 unchanged, 1 removed"));
    let after = site.index_files();
    for (name, bytes) in before.iter().filter(|(name, _)| *name != "CURRENT") {
        assert!(after.get(name) == Some(bytes), "{name} has changed");
    }
}

/// Every document has the word, so that whatever is found tells from which version it is.
fn write_corpus(site: &Site, word: &str) {
    let text = format!("The {word} helps with sleep, digestion and skin. ").repeat(12);
    for number in 0..ARTICLES {
        site.write(&format!("corpus/articles/a{number}.md"), &article(&format!("Article {number} of {word}"), &text));
    }
    for number in 0..PRODUCTS {
        site.write(&format!("corpus/products/p{number}.md"), &product(&format!("Product {number} {word}"), &text));
    }
}

/// Which of the two words answers have, after checking that they have all documents of one version.
fn words_found(site: &Site) -> Vec<&'static str> {
    let mut words = Vec::new();
    for word in ["oldword", "newword"] {
        let answer = site.json(&["search", word, "--json"]);
        let total = &answer["total"];
        if total["passages"] != 0 || total["products"] != 0 {
            assert!(total["passages"].as_u64() >= Some(ARTICLES as u64), "{total}");
            assert_eq!(total["products"], PRODUCTS, "{total}");
            let best = answer["passages"][0]["text"].as_str().expect("a passage has a text");
            assert!(best.contains(word), "{best}");
            words.push(word);
        }
    }
    words
}

/// How long the build that is to be killed takes: the same one, on a copy of the index.
fn time_of_a_build(site: &Site) -> Duration {
    site.copy("index", "copy");
    let started = Instant::now();
    site.ok(&["index", "--index", "copy"]);
    started.elapsed()
}

fn kill_after(build: &mut Child, time: Duration) {
    sleep(time);
    build.kill().expect("a child can be killed");
    build.wait().expect("a killed child ends");
}

fn folders(site: &Site) -> usize {
    fs::read_dir(site.path("index"))
        .expect("the index is there")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_dir()))
        .count()
}

/// A small generator (xorshift64*): the moments of a run can be had again by its seed.
struct Random(u64);

impl Random {
    fn from_environment() -> Self {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
        let seed = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(time);
        eprintln!("{SEED}={seed}");
        Self(seed | 1)
    }

    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
