//! One request to one server: the only file that opens a connection.
//!
//! No cookies, no name or password, no word of who asks but kneel's own name. A proxy that the environment names is
//! used, since somebody may depend on it; one that cannot be used ends the matter, since a way around it may give
//! somebody away.

use std::time::Duration;

use ureq::http::HeaderMap;
use ureq::{Agent, Error, Proxy};

use super::address::Address;
use super::follow::{Response, Validators};

/// How kneel names itself.
const NAME: &str = concat!("kneel/", env!("CARGO_PKG_VERSION"), " (prayer bulletin reader)");

/// What bulletins come as.
const ACCEPT: &str =
    "application/atom+xml, application/rss+xml, text/html;q=0.9, text/plain;q=0.9, */*;q=0.8";

/// The longest header that is kept, in bytes.
const LONGEST_HEADER: usize = 4096;

/// The variables that may name a proxy.
const PROXIES: [&str; 6] =
    ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/// More than a bulletin needs.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// To reach the server.
    connect: Duration,
    /// For the server to answer, or to go on when it stopped.
    silence: Duration,
    /// For all of it: some who read bulletins have slow lines.
    whole: Duration,
    /// Bytes, unpacked.
    largest: u64,
}

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(15),
    silence: Duration::from_secs(30),
    whole: Duration::from_mins(5),
    largest: 50 << 20,
};

/// Asks servers.
pub struct Client {
    agent: Agent,
    largest: u64,
}

impl Client {
    /// A client that goes by the proxy that the environment names.
    pub fn from_env() -> Result<Self, String> {
        let named = PROXIES.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
        let proxy = Proxy::try_from_env();
        if named && proxy.is_none() {
            return Err(format!(
                "the proxy in the environment ({}) is not one that kneel can use; nothing was asked for",
                PROXIES.join(", ")
            ));
        }
        Ok(Client::new(LIMITS, proxy))
    }

    fn new(limits: Limits, proxy: Option<Proxy>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(NAME)
            .accept(ACCEPT)
            .proxy(proxy)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_recv_response(Some(limits.silence))
            .timeout_per_read(Some(limits.silence))
            .timeout_global(Some(limits.whole))
            .build();
        Client { agent: config.new_agent(), largest: limits.largest }
    }

    /// Asks once.
    pub fn ask(&self, address: &Address, known: Option<&Validators>) -> Result<Response, String> {
        let mut request = self.agent.get(address.whole());
        if let Some(Validators { etag, modified, .. }) = known {
            for (name, value) in [("if-none-match", etag), ("if-modified-since", modified)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let told = |error: Error| self.told(&error, address.host());
        let mut response = request.call().map_err(told)?;
        let status = response.status().as_u16();
        let body = match status {
            200 => response.body_mut().with_config().limit(self.largest).read_to_vec().map_err(told)?,
            _ => Vec::new(),
        };
        let headers = response.headers();
        Ok(Response {
            status,
            location: text(headers, "location"),
            etag: text(headers, "etag"),
            modified: text(headers, "last-modified"),
            retry_after: text(headers, "retry-after"),
            cache_control: text(headers, "cache-control"),
            body,
        })
    }

    /// What went wrong. Ours, since some of the crate's sentences hold the address.
    fn told(&self, error: &Error, host: &str) -> String {
        match error {
            Error::HostNotFound => {
                format!(
                    "{host} cannot be found; is this machine on the network, and the address spelled right?"
                )
            }
            Error::Timeout(_) => format!("{host} did not answer in time; kneel asks again later"),
            Error::BodyExceedsLimit(_) => {
                format!("what {host} sends is larger than {} MB; no bulletin is", self.largest >> 20)
            }
            // a certificate that does not hold comes as invalid data
            Error::Tls(_) | Error::Rustls(_) => unproven(host),
            Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => unproven(host),
            Error::Decompress(..) => format!("what {host} sends is packed in a way that cannot be undone"),
            Error::Io(_) | Error::ConnectionFailed => {
                format!("the connection to {host} failed or broke off; kneel asks again later")
            }
            Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
                format!("the proxy in the environment did not lead to {host}")
            }
            _ => format!("{host} answered with what is no answer"),
        }
    }
}

fn unproven(host: &str) -> String {
    format!("{host} could not prove that it is {host}; nothing was sent there")
}

/// A header; one that is no text, or longer than any that means something, is none.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().filter(|text| text.len() <= LONGEST_HEADER).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Shutdown, TcpListener, TcpStream};

    use super::*;

    const SHORT: Limits = Limits {
        connect: Duration::from_millis(500),
        silence: Duration::from_millis(50),
        whole: Duration::from_secs(5),
        largest: 100,
    };

    /// Asks a server that reads the request and then does this.
    fn asked(limits: Limits, answer: impl FnOnce(TcpStream) + Send + 'static) -> Result<Response, String> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Address::parse(&format!("http://{}/letter", listener.local_addr().unwrap())).unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            answer(stream);
        });
        let response = Client::new(limits, None).ask(&address, None);
        server.join().unwrap();
        response
    }

    fn said(words: &'static [u8]) -> impl FnOnce(TcpStream) + Send + 'static {
        move |mut stream| stream.write_all(words).unwrap()
    }

    /// Waits for the other side to hang up.
    fn wait(mut stream: TcpStream) {
        assert_eq!(stream.read(&mut [0]).unwrap_or(0), 0);
    }

    #[test]
    fn a_server_that_says_nothing_or_stops_halfway_is_not_waited_for() {
        let silent = asked(SHORT, wait).unwrap_err();
        assert!(silent.contains("did not answer in time"), "{silent}");
        let halfway = asked(SHORT, |mut stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nPray for").unwrap();
            wait(stream);
        });
        assert!(halfway.unwrap_err().contains("did not answer in time"));
        let dripping = asked(Limits { whole: Duration::from_millis(200), ..SHORT }, |mut stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(b"x").and_then(|()| stream.flush()).is_ok() {
                std::thread::yield_now();
            }
        });
        assert!(dripping.is_err());
    }

    #[test]
    fn what_is_too_large_is_not_taken_whatever_its_length_says() {
        let exact = asked(SHORT, |mut stream| {
            let body = "x".repeat(100);
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{body}").unwrap();
        });
        assert_eq!(exact.unwrap().body.len(), 100);
        let large = asked(SHORT, |mut stream| {
            let body = "x".repeat(101);
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}");
            let _ = stream.shutdown(Shutdown::Write);
            wait(stream);
        });
        assert!(large.unwrap_err().contains("no bulletin is"));
    }

    #[test]
    fn half_an_answer_is_none() {
        for words in [
            &b""[..],
            b"HTTP/1.1 200 OK\r\nContent-Le",
            b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nPray for",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nPray for\r\n",
        ] {
            let why = asked(SHORT, said(words)).unwrap_err();
            assert!(why.contains("failed or broke off"), "{why}");
        }
        let nonsense = asked(SHORT, said(b"220 mail.example.org ESMTP\r\n\r\n")).unwrap_err();
        assert!(nonsense.contains("what is no answer"), "{nonsense}");
    }

    #[test]
    fn where_nobody_listens_and_where_nobody_is_safe_is_told() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        drop(listener);
        let address = Address::parse(&format!("http://{at}/")).unwrap();
        let why = Client::new(SHORT, None).ask(&address, None).unwrap_err();
        assert!(why.contains("failed or broke off"), "{why}");

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Address::parse(&format!("https://{}/", listener.local_addr().unwrap())).unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nno secrets here").unwrap();
            let _ = stream.read(&mut [0; 512]);
        });
        let why = Client::new(SHORT, None).ask(&address, None).unwrap_err();
        server.join().unwrap();
        assert!(why.contains("could not prove"), "{why}");
    }
}
