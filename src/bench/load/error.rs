//! Why there is no measurement.

/// Why a server could not be measured.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It is no address of a server.
    #[error(
        "{url} is no address that can be measured: write http://HOST:PORT, with a path if the API is not at the root"
    )]
    Address {
        /// As it was given.
        url: String,
    },
    /// Nobody answers there.
    #[error("no answer from {url}: {source}; see whether a server runs there, and whether it can be reached from here")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What came instead of an answer.
        source: Box<ureq::Error>,
    },
    /// It answers, but not what was asked.
    #[error(
        "{url} is answered with {status}, so there is nothing to measure; see whether a ready Wellspring is behind that address"
    )]
    Refused {
        /// What was asked for.
        url: String,
        /// The status of the answer.
        status: u16,
    },
    /// A thread was not to be had.
    #[error("starting the threads of {0} connections: {1}; ask for fewer with --connections")]
    Threads(usize, std::io::Error),
}
