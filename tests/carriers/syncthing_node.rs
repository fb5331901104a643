//! A node of Syncthing that hears and is heard on this machine alone, and is asked by its REST API.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::machine::{kept, until};

const KEY: &str = "asked-by-a-test-of-kneel";

/// What a node is called by others, and where.
#[derive(Clone)]
pub struct Address {
    id: String,
    port: u16,
}

pub struct Node {
    home: TempDir,
    folder: PathBuf,
    gui: SocketAddr,
    address: Address,
    running: Option<Child>,
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn syncthing(home: &Path) -> Command {
    let mut command = Command::new("syncthing");
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .envs(["STNOUPGRADE", "STNORESTART", "STNODEFAULTFOLDER"].map(|name| (name, "1")))
        // the node itself, without the process that starts it again: who kills this one kills all of it
        .env("STMONITORED", "yes")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Whether there is a Syncthing on this machine.
pub fn is_here() -> bool {
    let home = tempfile::tempdir().unwrap();
    syncthing(home.path()).arg("--version").status().is_ok_and(|status| status.success())
}

impl Node {
    /// A node with a key of its own, which does not run yet.
    pub fn new(folder: &Path) -> Self {
        let home = tempfile::tempdir().unwrap();
        let status = syncthing(home.path()).arg("generate").arg("--home").arg(home.path()).status().unwrap();
        assert!(status.success(), "syncthing makes no key: {status}");
        let config = fs::read_to_string(home.path().join("config.xml")).unwrap();
        let (_, id) = config.split_once("<device id=\"").unwrap();
        let id = id.split('"').next().unwrap().to_owned();
        fs::create_dir_all(folder.join(".stfolder")).unwrap();
        let gui = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let address = Address { id, port: free_port() };
        Node { home, folder: folder.to_owned(), gui, address, running: None }
    }

    pub fn address(&self) -> Address {
        self.address.clone()
    }

    /// Tells the node of another one, and of the folder that they share; nothing beyond this machine is in it.
    pub fn meet(&self, other: &Address) {
        let device = |Address { id, port }: &Address| {
            format!(
                "<device id=\"{id}\" name=\"{port}\" compression=\"metadata\" introducer=\"false\">\
                 <address>tcp://127.0.0.1:{port}</address><allowedNetwork>127.0.0.1/32</allowedNetwork></device>"
            )
        };
        let options: Vec<String> =
            OPTIONS.iter().map(|(name, value, _)| format!("<{name}>{value}</{name}>")).collect();
        let config = format!(
            "<configuration version=\"35\">
             <folder id=\"kneel\" label=\"kneel\" path=\"{path}\" type=\"sendreceive\" rescanIntervalS=\"2\"
               fsWatcherEnabled=\"true\" fsWatcherDelayS=\"1\">
             <device id=\"{me}\"/><device id=\"{you}\"/><minDiskFree unit=\"%\">0</minDiskFree></folder>
             {here}{there}
             <gui enabled=\"true\" tls=\"false\"><address>{gui}</address><apikey>{KEY}</apikey></gui>
             <options><listenAddress>tcp://127.0.0.1:{port}</listenAddress>
             <minHomeDiskFree unit=\"%\">0</minHomeDiskFree>{options}</options>
             </configuration>",
            path = self.folder.display(),
            me = self.address.id,
            you = other.id,
            here = device(&self.address),
            there = device(other),
            gui = self.gui,
            port = self.address.port,
            options = options.concat(),
        );
        fs::write(self.home.path().join("config.xml"), config).unwrap();
    }

    /// Starts the node and waits until it answers.
    pub fn start(&mut self) {
        let mut command = syncthing(self.home.path());
        command.args(["serve", "--no-browser", "--home"]).arg(self.home.path());
        let log = fs::File::options().append(true).create(true).open(self.home.path().join("said.log"));
        command.stdout(log.unwrap());
        self.running = Some(command.spawn().unwrap());
        until("a node answers", 40, || self.ask("GET", "/rest/system/ping", None).is_ok());
        self.assert_alone();
    }

    /// Kills it, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// What it says to a request.
    pub fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> io::Result<Value> {
        let mut stream = TcpStream::connect_timeout(&self.gui, Duration::from_secs(2))?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let body = body.map(Value::to_string).unwrap_or_default();
        // 1.0: the answer comes in one piece
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nX-API-Key: {KEY}\r\nContent-Length: {}\r\n\r\n{body}",
            self.gui,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        match head.split(' ').nth(1) {
            Some("200") => Ok(serde_json::from_str(body).unwrap_or(Value::Null)),
            _ => Err(io::Error::other(format!("{method} {path}: {answer}"))),
        }
    }

    /// What the node itself says it will and will not do, and the sockets it has: it is heard on this machine alone.
    fn assert_alone(&self) {
        let config = self.ask("GET", "/rest/system/config", None).unwrap();
        for (name, value, is_word) in OPTIONS {
            let said = &config["options"][name];
            let said = if *is_word { said.to_string() } else { said.to_string().replace('"', "") };
            assert_eq!(said, *value, "{name}");
        }
        let listening = json!([format!("tcp://127.0.0.1:{}", self.address.port)]);
        assert_eq!(config["options"]["listenAddresses"], listening);
        for device in config["devices"].as_array().unwrap() {
            assert_eq!(device["allowedNetworks"], json!(["127.0.0.1/32"]));
            assert!(device["addresses"][0].as_str().unwrap().starts_with("tcp://127.0.0.1:"));
        }
        let sockets = sockets_of(self.running.as_ref().unwrap().id());
        assert!(!sockets.is_empty() || !Path::new("/proc/net/tcp").exists(), "its sockets are seen");
        let elsewhere: Vec<_> = sockets.iter().filter(|local| !local.starts_with("0100007F:")).collect();
        assert!(elsewhere.is_empty(), "sockets beyond 127.0.0.1: {elsewhere:?}");
    }

    pub fn is_connected(&self, other: &Address) -> bool {
        let said = self.ask("GET", "/rest/system/connections", None).unwrap_or_default();
        said["connections"][&other.id]["connected"] == true
    }

    /// Cuts the line to another node.
    pub fn pause(&self, other: &Address) {
        self.ask("POST", &format!("/rest/system/pause?device={}", other.id), None).unwrap();
        until("the line is cut", 20, || !self.is_connected(other));
    }

    pub fn resume(&self, other: &Address) {
        self.ask("POST", &format!("/rest/system/resume?device={}", other.id), None).unwrap();
    }

    /// Lets the folder lie, connected as the node is, or carries it again.
    pub fn hold(&self, held: bool) {
        self.ask("PATCH", "/rest/config/folders/kneel", Some(&json!({ "paused": held }))).unwrap();
        until("the folder is held as told", 20, || {
            let said = self.ask("GET", "/rest/config/folders/kneel", None).unwrap_or_default();
            said["paused"] == held
        });
    }

    /// Lets the node look at its folder now.
    pub fn look(&self) {
        // a folder that is just starting says no, and looks anyway
        let _ = self.ask("POST", "/rest/db/scan?folder=kneel", None);
    }

    /// Whether it is at rest, and knows that the other has all that it has.
    fn has_carried_to(&self, other: &Address) -> bool {
        let at_rest = self.ask("GET", "/rest/db/status?folder=kneel", None).unwrap_or_default();
        let path = format!("/rest/db/completion?folder=kneel&device={}", other.id);
        let brought = self.ask("GET", &path, None).unwrap_or_default();
        at_rest["state"] == "idle"
            && at_rest["needTotalItems"] == 0
            && brought["needItems"] == 0
            && brought["needDeletes"] == 0
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let said = fs::read_to_string(self.home.path().join("said.log")).unwrap_or_default();
            let last: Vec<&str> = said.lines().rev().take(30).collect();
            eprintln!("the node at {} said last:", self.folder.display());
            for line in last.iter().rev() {
                eprintln!("  {line}");
            }
        }
    }
}

/// Waits until both nodes say that all is carried, and both folders hold the same.
#[track_caller]
pub fn carry(one: &Node, other: &Node) {
    one.look();
    other.look();
    until("both folders are the same", 60, || {
        kept(&one.folder) == kept(&other.folder)
            && one.has_carried_to(&other.address)
            && other.has_carried_to(&one.address)
    });
}

/// Name, value, and whether it is anything but a text.
const OPTIONS: &[(&str, &str, bool)] = &[
    ("globalAnnounceEnabled", "false", true),
    ("localAnnounceEnabled", "false", true),
    ("relaysEnabled", "false", true),
    ("natEnabled", "false", true),
    ("startBrowser", "false", true),
    ("crashReportingEnabled", "false", true),
    ("announceLANAddresses", "false", true),
    ("autoUpgradeIntervalH", "0", true),
    ("urAccepted", "-1", true),
    ("stunKeepaliveStartS", "0", true),
    ("reconnectionIntervalS", "5", true),
];

/// The local ends of the sockets of a process, as Linux writes them; none where there is no /proc.
fn sockets_of(process: u32) -> Vec<String> {
    let open = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    let targets =
        open.filter_map(|open| Some(fs::read_link(open.path()).ok()?.to_string_lossy().into_owned()));
    let inodes: Vec<String> = targets
        .filter_map(|target| Some(target.strip_prefix("socket:[")?.trim_end_matches(']').to_owned()))
        .collect();
    let mut found = Vec::new();
    for list in ["tcp", "tcp6", "udp", "udp6"] {
        let table = fs::read_to_string(format!("/proc/net/{list}")).unwrap_or_default();
        for line in table.lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            if fields.get(9).is_some_and(|inode| inodes.iter().any(|own| own == inode)) {
                found.push(fields[1].to_owned());
            }
        }
    }
    found
}
