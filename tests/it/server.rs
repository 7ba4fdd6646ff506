//! A server of its own for each test: a small corpus in a fresh directory, a free port, a client.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use wellspring::config::{CorsOrigins, ServerConfig};
use wellspring::engine::{self, BuildOptions, Engine};
use wellspring::http::{self, App};
use wellspring::mcp;
use wellspring::serving::{Desk, EngineHandle};

/// Long enough for a slow machine, short enough to end a hanging test.
const PATIENCE: Duration = Duration::from_secs(20);

const GUT_AND_SKIN: &str = "---\ntitle: The gut and skin connection\nsummary: What bacteria have to do with skin.\n\
categories: [gut, skin]\npublished: 2026-01-31\nproducts: [probiotic-plus]\n\
warnings:\n  - {kind: condition, text: Ask a doctor if a rash spreads.}\n---\n\n\
The gut talks to the skin.\n\n## Can probiotics help with acne?\n\nSome people try probiotics for acne; they are studied for diarrhoea.[^diarrhoea] \
Our Probiotic+ has six strains.\n\n- One strain for acne.\n- Another for bloating.\n\n\
[^diarrhoea]: Probiotics as prevention and treatment for diarrhea. PMID 19114770.\n";
const MAGNESIUM: &str = "---\ntitle: Magnesium and sleep\nurl: https://site.example/magnesium\ncategories: [sleep]\n---\n\n\
## What is known\n\nMagnesium may help people who sleep badly.\n";
const HOSTILE: &str = "---\ntitle: \"Hostile <img src=x onerror=alert(1)>\"\nurl: \"javascript:alert(1)\"\n---\n\n\
A hostile text says `<script>alert(\"hostile\")</script>` & more.\n";
const PROBIOTIC: &str = "---\nkind: product\nname: Probiotic+\nprice: 29.90\ncurrency: EUR\nbrand: Fernwell\nform: capsule\n\
categories: [gut]\ningredients:\n  - {name: Lactobacillus rhamnosus, amount: 5, unit: billion CFU}\n\
warnings:\n  - {kind: interaction, text: Take two hours apart from antibiotics.}\n---\n\n\
A daily capsule with six strains of probiotics for gut and skin, acne included.\n";
const GLYCINATE: &str = "---\nkind: product\nname: Magnesium Glycinate\nprice: 18.50\ncurrency: CHF\n---\n\n\
Magnesium for the night and for good sleep.\n";

/// How many articles about vitamins there are, for paging.
pub(crate) const VITAMIN_ARTICLES: usize = 25;

/// A running server with its index. It stops when it is dropped.
pub(crate) struct Server {
    pub(crate) app: App,
    pub(crate) handle: EngineHandle,
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    site: Site,
}

/// A corpus and its index in a directory of their own.
pub(crate) struct Site(TempDir);

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Site {
    /// The small corpus, indexed.
    pub(crate) fn new() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        for (name, text) in [
            ("gut-skin.md", GUT_AND_SKIN),
            ("magnesium.md", MAGNESIUM),
            ("hostile.md", HOSTILE),
            ("products/probiotic-plus.md", PROBIOTIC),
            ("products/magnesium-glycinate.md", GLYCINATE),
        ] {
            site.write(name, text);
        }
        for number in 0..VITAMIN_ARTICLES {
            let text =
                format!("---\ntitle: Note {number}\n---\n\nVitamin note {number}{}.\n", " and so on".repeat(number));
            site.write(&format!("notes/note-{number}.md"), &text);
        }
        site.build();
        site
    }

    /// Writes a file of the corpus.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join("corpus").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Removes a file of the corpus.
    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.0.path().join("corpus").join(name)).unwrap();
    }

    /// Makes another generation.
    pub(crate) fn build(&self) {
        let options = BuildOptions {
            index: self.index(),
            corpus: self.corpus(),
            kind: None,
            language: None,
            skip_invalid: false,
            threads: 1,
            memory: 20_000_000,
            vectors: true,
        };
        if let Err(error) = engine::build(&options, &mut |_| {}) {
            panic!("the test corpus is invalid: {error:?}");
        }
    }

    pub(crate) fn open(&self) -> Engine {
        open(&self.index(), &self.corpus()).unwrap()
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.0.path().join("index")
    }

    pub(crate) fn corpus(&self) -> Vec<PathBuf> {
        vec![self.0.path().join("corpus")]
    }
}

/// Opens an index the way `main` does.
pub(crate) fn open(index: &Path, corpus: &[PathBuf]) -> Result<Engine, engine::Error> {
    engine::open(index, corpus, None)
}

/// Settings with small limits.
pub(crate) fn config() -> ServerConfig {
    ServerConfig {
        listen: ([127, 0, 0, 1], 0).into(),
        max_query_chars: 100,
        max_body_bytes: 4_096,
        max_concurrent: 8,
        timeout: Duration::from_secs(10),
        drain: Duration::from_secs(10),
        reload: Duration::from_millis(10),
        cors: CorsOrigins::List(Vec::new()),
        public_url: None,
        allowed_hosts: Vec::new(),
        corpus: Vec::new(),
    }
}

impl Server {
    /// A server that is ready.
    pub(crate) fn start() -> Self {
        Self::with(&config())
    }

    /// A server that is ready, with other settings.
    pub(crate) fn with(config: &ServerConfig) -> Self {
        let site = Site::new();
        let handle = EngineHandle::new(site.open());
        Self::over(site, handle, config)
    }

    /// A server without an engine.
    pub(crate) fn not_ready() -> Self {
        Self::over(Site::new(), EngineHandle::empty(), &config())
    }

    fn over(site: Site, handle: EngineHandle, config: &ServerConfig) -> Self {
        let config = &ServerConfig { corpus: site.corpus(), ..config.clone() };
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind(config.listen)).unwrap();
        let address = listener.local_addr().unwrap();
        let config = &ServerConfig { listen: address, ..config.clone() };
        let desk = Desk::new(handle.clone(), config);
        let app = App::new(desk.clone(), config);
        let guest = http::Guest::new(mcp::PATH, mcp::service(desk, config), mcp::words, &mcp::HEADERS);
        let (stop, stopped) = oneshot::channel();
        let serving = http::serve_app(listener, app.clone(), vec![guest], async {
            let _ = stopped.await;
        });
        let thread = thread::spawn(move || {
            runtime.block_on(serving);
            runtime.shutdown_timeout(PATIENCE);
        });
        Self { app, handle, address, stop: Some(stop), thread: Some(thread), site }
    }

    /// The corpus and index behind the server.
    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// Tells the server to stop and does not wait.
    pub(crate) fn begin_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }

    /// Waits until the server has stopped.
    pub(crate) fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, None)
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], Some(body))
    }

    /// Sends a request and reads the answer.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        let response = match body {
            Some(body) => agent.run(request.body(body.to_owned()).unwrap()),
            None => agent.run(request.body(()).unwrap()),
        };
        Answer::from(response.unwrap())
    }

    /// Opens a connection, for what no client would send.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are and reads until the server closes.
    pub(crate) fn raw(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        read_to_end(stream)
    }
}

/// What a server says until it closes the connection; a reset ends it too.
pub(crate) fn read_to_end(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Drop for Server {
    fn drop(&mut self) {
        self.begin_stop();
        self.join();
    }
}

impl From<ureq::http::Response<ureq::Body>> for Answer {
    fn from(mut response: ureq::http::Response<ureq::Body>) -> Self {
        let headers = response.headers().iter();
        let text = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            status: response.status().as_u16(),
            headers: headers.map(text).collect(),
            body: response.body_mut().read_to_string().unwrap(),
        }
    }
}

impl Answer {
    /// A header by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// The answer without what differs from run to run.
    pub(crate) fn lasting(&self) -> Value {
        let mut value = self.json();
        let fields = value.as_object_mut().unwrap();
        fields.remove("took_us");
        fields.remove("request_id");
        value
    }
}
