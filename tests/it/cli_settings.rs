//! Settings: flags over environment over file over defaults.
//!
//! 1. A flag wins over the environment, the environment over the file, the file over the default.
//! 2. An unknown key of the file stops the start, with the key named.
//! 3. A value that cannot be stops the start, with the setting named.
//! 4. So does a number that is too large to be meant.
//! 5. A file that was named has to be there.
//! 6. A switch may stand before the command, and takes its value only after an equals sign.
//! 7. A log level that does not exist is told, not taken for a filter.

use crate::cli_binary::{Said, Site, said};

/// Which index folder a search looks for is the setting to watch: the error of a missing one names it.
fn searches_in(site: &Site, args: &[&str], environment: &[(&str, &str)]) -> String {
    let args = [args, &["search", "x"]].concat();
    let Said { code, err, .. } = said(site.command(&args).envs(environment.iter().copied()));
    assert_eq!(code, Some(1), "{err}");
    let name = err.strip_prefix("error: there is no index in ").unwrap_or_else(|| panic!("{err}"));
    name.split(';').next().unwrap_or_default().to_owned()
}

fn stops(args: &[&str], file: &str, part: &str) {
    let site = Site::empty();
    site.write("wellspring.toml", file);
    let said = site.run(&[args, &["search", "x"]].concat());
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.starts_with("error: ") && said.err.contains(part), "{part} is missing in {}", said.err);
}

#[test]
fn flags_over_environment_over_file_over_defaults() {
    let site = Site::empty();
    assert_eq!(searches_in(&site, &[], &[]), "index");
    site.write("wellspring.toml", "index = 'from-file'");
    assert_eq!(searches_in(&site, &[], &[]), "from-file");
    let environment = [("WELLSPRING_INDEX", "from-environment")];
    assert_eq!(searches_in(&site, &[], &environment), "from-environment");
    assert_eq!(searches_in(&site, &["--index", "from-flag"], &environment), "from-flag");
    site.write("other.toml", "index = 'from-other'");
    assert_eq!(searches_in(&site, &["--config", "other.toml"], &[]), "from-other");
}

#[test]
fn an_unknown_key_stops_the_start() {
    stops(&[], "indx = 'x'", "unknown field `indx`");
}

#[test]
fn a_value_that_cannot_be_stops_the_start() {
    stops(&[], "threads = 0", "the setting threads cannot be 0");
    stops(&["--drain-ms", "0"], "", "the setting drain-ms cannot be 0");
    stops(&[], "listen = 'nowhere'", "listen");
    stops(&["--cors-origin", "shop.example"], "", "https://shop.example");
    stops(&["--public-url", "shop.example"], "", "https://api.shop.example");
    stops(
        &["--allowed-host", "https://shop.example"],
        "",
        "the setting allowed-host cannot be \"https://shop.example\"",
    );
    stops(&[], "allowed-host = ['']", "search.shop.example");
}

#[test]
fn a_number_beyond_its_limit_stops_the_start() {
    const HUGE: &str = "9223372036854775807";
    for name in ["threads", "memory-mb", "max-query-chars", "max-body-kb", "max-concurrent"] {
        stops(
            &[&format!("--{name}"), HUGE],
            "",
            &format!("the setting {name} cannot be {HUGE}: it takes a whole number"),
        );
    }
    stops(&["--threads", "1", "--memory-mb", "8001"], "", "from 1 to 8000");
    for name in ["timeout-ms", "drain-ms", "reload-ms"] {
        stops(&[], &format!("{name} = {HUGE}"), "from 1 to 86400000");
    }
}

#[test]
fn a_named_file_has_to_be_there() {
    stops(&["--config", "nowhere.toml"], "", "nowhere.toml: No such file");
}

#[test]
fn a_switch_leaves_the_next_word_alone() {
    let site = Site::small();
    site.write("corpus/articles/broken.md", "---\ntitle: [\n---\n");
    site.ok(&["--skip-invalid", "index"]);
    assert_eq!(site.run(&["--skip-invalid=false", "index"]).code, Some(1));
}

#[test]
fn a_log_level_that_does_not_exist_is_told() {
    stops(&["--log", "inof"], "", "the setting log cannot be \"inof\"");
    stops(&[], "log = 'wellspring=loud'", "the setting log");
}
