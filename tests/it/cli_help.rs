//! Help and usage.
//!
//! 1. `--help` names every command, has examples, and lists the exit codes.
//! 2. The help of each command names its own flags.
//! 3. `--version` says the version.
//! 4. Wrong usage exits with 2 and says what was wrong.
//! 5. A number out of range is wrong usage, and the message says the range.

use crate::cli_binary::Site;

#[test]
fn help_names_commands_examples_and_exit_codes() {
    let help = Site::empty().ok(&["--help"]);
    for part in ["serve", "mcp", "index", "search", "related", "check", "eval", "Examples:", "Exit codes:"] {
        assert!(help.contains(part), "{part} is missing in\n{help}");
    }
}

#[test]
fn each_command_names_its_flags() {
    let commands: [(&str, &[&str]); 7] = [
        ("serve", &["--listen", "--corpus", "--index"]),
        ("mcp", &["--corpus", "--index", "--public-url"]),
        ("index", &["--json", "--skip-invalid", "--kind", "--corpus", "--index"]),
        ("search", &["[QUERY]", "--filter", "--sort", "--limit", "--offset", "--explain", "--json"]),
        ("related", &["--id", "--text", "--limit", "--explain", "--json"]),
        ("check", &["[PATH]", "--json"]),
        ("eval", &["<DIR>", "--split", "--typos", "--related", "--run", "--tag", "--baseline", "--json"]),
    ];
    for (command, flags) in commands {
        let help = Site::empty().ok(&[command, "--help"]);
        for flag in flags {
            assert!(help.contains(flag), "{flag} is missing in the help of {command}\n{help}");
        }
    }
}

#[test]
fn version_is_the_crates() {
    assert_eq!(Site::empty().ok(&["--version"]), format!("wellspring {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_exits_with_2() {
    for (args, part) in [
        (&["serach", "x"][..], "'search'"),
        (&["search"], "<QUERY>"),
        (&["search", "x", "--limti", "3"], "--limit"),
        (&["related"], "--id <ID>|--query <QUERY>|--text <TEXT>"),
        (&["related", "--text", " "], "give a `text`"),
        (&["index", "--kind", "recipes"], "articles"),
    ] {
        let said = Site::empty().run(args);
        assert_eq!(said.code, Some(2), "{args:?}: {said:?}");
        assert!(said.err.contains(part), "{part} is missing in {said:?}");
        assert_eq!(said.out, "");
    }
}

#[test]
fn a_number_out_of_range_is_wrong_usage() {
    let said = Site::empty().run(&["search", "x", "--limit", "1000"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(said.err, "error: limit: 1000 is too much; the most is 100\n");
}
