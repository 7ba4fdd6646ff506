//! Pictures of the corpus:
//!
//! 1. A picture that lies in the corpus is given, with its type, to pages of any site, and runs nothing.
//! 2. Nothing else of the corpus or of the machine is given: no document, no hidden file, nothing outside.

use std::fs;

use crate::server::Server;

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

#[test]
fn a_picture_of_the_corpus_is_given() {
    let server = Server::start();
    server.site().write("images/a b.svg", PICTURE);
    let answer = server.get("/media/images/a%20b.svg");
    assert_eq!((answer.status, answer.body.as_str()), (200, PICTURE));
    assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn nothing_else_is_given() {
    let server = Server::start();
    let corpus = &server.site().corpus()[0];
    server.site().write("images/a.svg", PICTURE);
    server.site().write(".hidden/b.svg", PICTURE);
    fs::write(corpus.parent().unwrap().join("outside.svg"), PICTURE).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(corpus.parent().unwrap().join("outside.svg"), corpus.join("images/link.svg")).unwrap();
    for path in [
        "gut-skin.md",
        "images/none.svg",
        "images",
        ".hidden/b.svg",
        "../outside.svg",
        "%2e%2e/outside.svg",
        "images/..%2f..%2foutside.svg",
        "images/link.svg",
        "%2fetc%2fhostname.svg",
        "images%00/a.svg",
        "%ff.svg",
    ] {
        assert_eq!(server.get(&format!("/media/{path}")).status, 404, "{path}");
    }
}
