//! The kinds of problems: what clients match on, and what the pages explain.

use axum::http::StatusCode;

/// The kinds of problems: a closed set with stable names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemType {
    /// A parameter is unknown, missing, repeated, or has a value that cannot be.
    InvalidParameter,
    /// The body is not a JSON object.
    InvalidJson,
    /// The Authorization header is not in its form.
    InvalidAuthorization,
    /// Nothing is served at this address.
    NotFound,
    /// No document has this id.
    UnknownDocument,
    /// No vector store, or knowledge, has this id.
    UnknownStore,
    /// The address is served, but not with this method.
    MethodNotAllowed,
    /// The body has more bytes than the server takes.
    BodyTooLarge,
    /// The body is of another type than JSON.
    UnsupportedMediaType,
    /// The query has more characters than the server takes.
    QueryTooLong,
    /// A fault of the server.
    Internal,
    /// As many requests as are allowed are being worked on.
    Overloaded,
    /// No index is open yet.
    NotReady,
    /// The request took longer than it may.
    Timeout,
}

/// What is the same for every problem of a kind.
struct Description {
    name: &'static str,
    status: StatusCode,
    title: &'static str,
    meaning: &'static str,
    remedy: &'static str,
}

impl ProblemType {
    /// Every kind, by status.
    pub const ALL: [Self; 14] = [
        Self::InvalidParameter,
        Self::InvalidJson,
        Self::InvalidAuthorization,
        Self::NotFound,
        Self::UnknownDocument,
        Self::UnknownStore,
        Self::MethodNotAllowed,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::QueryTooLong,
        Self::Internal,
        Self::Overloaded,
        Self::NotReady,
        Self::Timeout,
    ];

    /// The stable name: clients match on it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.description().name
    }

    /// The kind with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The address that explains it, which is also the `type` of its problem details.
    #[must_use]
    pub fn address(self) -> String {
        format!("/problems/{}", self.name())
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        self.description().status
    }

    /// The kind in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.description().title
    }

    /// What it means, in plain words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.description().meaning
    }

    /// What a caller does about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.description().remedy
    }

    /// Whether the same request may succeed a moment later.
    pub(super) fn is_passing(self) -> bool {
        matches!(self, Self::Overloaded | Self::NotReady)
    }

    /// The one table of kinds.
    #[expect(clippy::too_many_lines, reason = "it is a table, and each kind has its lines")]
    fn description(self) -> Description {
        match self {
            Self::InvalidParameter => Description {
                name: "invalid-parameter",
                status: StatusCode::BAD_REQUEST,
                title: "A parameter cannot be used",
                meaning: "A parameter is unknown, missing, given twice, or has a value that it cannot take.",
                remedy: "The detail names the parameter and what it takes; the API pages list all of them.",
            },
            Self::InvalidJson => Description {
                name: "invalid-json",
                status: StatusCode::BAD_REQUEST,
                title: "The body is not a JSON object",
                meaning: "The body of a POST has to be one JSON object, and this one cannot be read as that.",
                remedy: "The detail says at which line and column reading stopped.",
            },
            Self::InvalidAuthorization => Description {
                name: "invalid-authorization",
                status: StatusCode::FORBIDDEN,
                title: "The Authorization header is not in its form",
                meaning: "Dify's external knowledge API wants an Authorization header that is the word Bearer and a key.",
                remedy: "Send Authorization: Bearer and any key. The server checks none.",
            },
            Self::NotFound => Description {
                name: "not-found",
                status: StatusCode::NOT_FOUND,
                title: "Nothing is served at this address",
                meaning: "The path of the request is none that the server knows.",
                remedy: "Compare the path with the API pages at /docs.",
            },
            Self::UnknownDocument => Description {
                name: "unknown-document",
                status: StatusCode::NOT_FOUND,
                title: "There is no such document",
                meaning: "No article and no product in the index has this id. It may have been removed or renamed.",
                remedy: "Search for it: every answer carries the ids of what it shows.",
            },
            Self::UnknownStore => Description {
                name: "unknown-store",
                status: StatusCode::NOT_FOUND,
                title: "There is no such store",
                meaning: "Everything that is indexed is one vector store, or one knowledge, and the request names another.",
                remedy: "Name wellspring, which is the id of the one there is.",
            },
            Self::MethodNotAllowed => Description {
                name: "method-not-allowed",
                status: StatusCode::METHOD_NOT_ALLOWED,
                title: "The address does not take this method",
                meaning: "The address exists, but it is not served for this HTTP method.",
                remedy: "The Allow header of the answer lists the methods that it takes.",
            },
            Self::BodyTooLarge => Description {
                name: "body-too-large",
                status: StatusCode::PAYLOAD_TOO_LARGE,
                title: "The body is too large",
                meaning: "The body has more bytes than the server takes. The limit protects its memory.",
                remedy: "Send less text, or have the operator raise max-body-kb.",
            },
            Self::UnsupportedMediaType => Description {
                name: "unsupported-media-type",
                status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
                title: "The body is not announced as JSON",
                meaning: "The server reads JSON only, and goes by the Content-Type header of the request.",
                remedy: "Send Content-Type: application/json.",
            },
            Self::QueryTooLong => Description {
                name: "query-too-long",
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The query is too long",
                meaning: "The query has more characters than the server takes. People type some ten, a question has \
                          some hundred.",
                remedy: "Shorten the query. For products that fit a whole text, ask /v1/related with text.",
            },
            Self::Internal => Description {
                name: "internal",
                status: StatusCode::INTERNAL_SERVER_ERROR,
                title: "The server failed",
                meaning: "Something is wrong on the server. The request itself may be fine.",
                remedy: "Tell the operator the request id: the server's log has the cause under it.",
            },
            Self::Overloaded => Description {
                name: "overloaded",
                status: StatusCode::SERVICE_UNAVAILABLE,
                title: "The server has too much to do",
                meaning: "As many requests as the server allows at once are being worked on. It turns the next one away \
                          at once instead of making all of them slow.",
                remedy: "Wait as long as the Retry-After header says and send the request again.",
            },
            Self::NotReady => Description {
                name: "not-ready",
                status: StatusCode::SERVICE_UNAVAILABLE,
                title: "The server is not ready yet",
                meaning: "The server runs, but it has no index open: it is starting, or the index is being built.",
                remedy: "Wait until /readyz answers 200.",
            },
            Self::Timeout => Description {
                name: "timeout",
                status: StatusCode::GATEWAY_TIMEOUT,
                title: "The request took too long",
                meaning: "The server gave the request up when its time was over. The time includes receiving the body.",
                remedy: "Send the request again. If it happens often, the server is too small for its load.",
            },
        }
    }
}
