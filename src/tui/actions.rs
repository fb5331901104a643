//! Everything a key can do, with its words: the raw material of footer and help.

use crate::bulletin::Fate;

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is told in words in BINDINGS")]
pub enum Action {
    Help,
    Undo,
    Redo,
    Back,
    Quit,
    Suspend,
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    Right,
    Left,
    Prayed,
    Note,
    Rewrite,
    Answer,
    Snooze,
    Open,
    Edit,
    Privacy,
    Archive,
    Pray,
    PrayList,
    Import,
    Own,
    Search,
    Answers,
    Bulletins,
    Inbox,
    Answered,
    Partly,
    Otherwise,
    SetBack,
    NotThis,
    NotAny,
    GoOn,
    GoBack,
    NotToday,
    Home,
    Save,
    NextField,
    PreviousField,
    Editor,
    NextChoice,
    PreviousChoice,
    Complete,
    KeepAll,
    NextBlock,
    PreviousBlock,
    NextUnsorted,
    PreviousUnsorted,
    Select,
    SelectDown,
    SelectUp,
    Sort(Fate),
    Split,
    SplitInside,
    Join,
    LeaveOut,
    Region,
    Title,
    Publisher,
    Date,
}

/// Where keys hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// On the home screen.
    Home,
    /// While praying through requests.
    Walk,
    /// At the end of a walk.
    WalkEnd,
    /// Wherever an item is under the cursor.
    Item,
    /// In lists and long texts.
    Moving,
    /// On all screens where nothing is typed.
    Everywhere,
    /// While a note or a request is written.
    Writing,
    /// While an answer is told.
    Answering,
    /// Where a praise waits that may answer something.
    Inbox,
    /// In a short list of choices.
    Choosing,
    /// In a list of notes or praises to choose one of.
    Picking,
    /// While a search is typed.
    Searching,
    /// While a path is typed.
    Importing,
    /// In the documents of a folder.
    Documents,
    /// While a document is looked at before it is kept.
    Preview,
    /// While a place inside a line is chosen.
    Letter,
    /// While a name or a day is said in other words.
    Naming,
}

impl Section {
    /// All of them, in the order of the help.
    pub const ALL: [Section; 17] = [
        Section::Home,
        Section::Item,
        Section::Walk,
        Section::WalkEnd,
        Section::Moving,
        Section::Everywhere,
        Section::Writing,
        Section::Answering,
        Section::Inbox,
        Section::Choosing,
        Section::Picking,
        Section::Searching,
        Section::Importing,
        Section::Documents,
        Section::Preview,
        Section::Letter,
        Section::Naming,
    ];

    /// The section of a name in `keys.toml`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Section::Home => "home",
            Section::Walk => "walk",
            Section::WalkEnd => "walk_end",
            Section::Item => "item",
            Section::Moving => "moving",
            Section::Everywhere => "everywhere",
            Section::Writing => "writing",
            Section::Answering => "answering",
            Section::Inbox => "inbox",
            Section::Choosing => "choosing",
            Section::Picking => "picking",
            Section::Searching => "searching",
            Section::Importing => "importing",
            Section::Documents => "documents",
            Section::Preview => "preview",
            Section::Letter => "letter",
            Section::Naming => "naming",
        }
    }

    /// Its heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Section::Home => "Home",
            Section::Walk => "While you pray",
            Section::WalkEnd => "At the end of a walk",
            Section::Item => "With a request or praise",
            Section::Moving => "Moving",
            Section::Everywhere => "Everywhere",
            Section::Writing => "Writing",
            Section::Answering => "Telling an answer",
            Section::Inbox => "Inbox: what praises may answer",
            Section::Choosing => "Choosing",
            Section::Picking => "Choosing from a list",
            Section::Searching => "Searching",
            Section::Importing => "Importing",
            Section::Documents => "In a folder of documents",
            Section::Preview => "Looking before keeping",
            Section::Letter => "Splitting inside a line",
            Section::Naming => "Title, publisher, date",
        }
    }
}

/// An action in its section, with its words.
pub(super) struct Known {
    pub section: Section,
    pub action: Action,
    /// Its name in `keys.toml`.
    pub name: &'static str,
    /// A word or two for the footer.
    pub label: &'static str,
    /// A sentence for the help.
    pub help: &'static str,
}

const fn known(
    section: Section,
    action: Action,
    name: &'static str,
    label: &'static str,
    help: &'static str,
) -> Known {
    Known { section, action, name, label, help }
}

/// All there is.
pub(super) const BINDINGS: &[Known] = {
    use Action as A;
    use Section as S;
    &[
        known(S::Home, A::Pray, "pray", "pray", "pray through what remains of today's portion"),
        known(S::Home, A::PrayList, "pray_list", "pray this list", "pray through the list on the screen"),
        known(S::Home, A::Own, "own", "own request", "write a request of your own"),
        known(S::Home, A::Search, "search", "search", "search all items, as you type"),
        known(S::Home, A::Answers, "answers", "answers", "look at what was answered"),
        known(S::Home, A::Inbox, "inbox", "inbox", "look at praises that may be answers"),
        known(S::Home, A::Import, "import", "import", "read bulletins into the journal"),
        known(S::Home, A::Bulletins, "bulletins", "bulletins", "list the bulletins read so far"),
        known(S::Item, A::Prayed, "prayed", "prayed", "mark it as prayed"),
        known(S::Item, A::Note, "note", "note", "write a note on it"),
        known(S::Item, A::Rewrite, "rewrite", "rewrite", "rewrite a note, or empty it to take it away"),
        known(S::Item, A::Answer, "answer", "answered", "tell its answer, or take the answer off"),
        known(S::Item, A::Snooze, "snooze", "rest", "let it rest until a day"),
        known(S::Item, A::Open, "open", "open", "open it, with all that happened to it"),
        known(S::Item, A::Edit, "edit", "edit", "change its text or region"),
        known(S::Item, A::Privacy, "privacy", "privacy", "who may see it: private, group, public"),
        known(S::Item, A::Archive, "archive", "put away", "put it away, or take it back"),
        known(S::Walk, A::Prayed, "prayed", "prayed, go on", "mark it as prayed and go on"),
        known(S::Walk, A::GoOn, "go_on", "go on", "go on without marking"),
        known(S::Walk, A::GoBack, "go_back", "back", "go back to the one before"),
        known(S::Walk, A::NotToday, "not_today", "not today", "not today: it rests until tomorrow"),
        known(S::Walk, A::Back, "stop", "stop", "stop here; your place is kept"),
        known(S::Walk, A::Down, "down", "down", "further down in a long text"),
        known(S::Walk, A::Up, "up", "up", "further up in a long text"),
        known(S::WalkEnd, A::Home, "home", "home", "go home"),
        known(S::WalkEnd, A::Pray, "pray", "pray on", "pray on with more that waits"),
        known(S::WalkEnd, A::GoBack, "go_back", "back", "go back to the last request"),
        known(S::Moving, A::Down, "down", "down", "down"),
        known(S::Moving, A::Up, "up", "up", "up"),
        known(S::Moving, A::PageDown, "page_down", "page down", "a page down"),
        known(S::Moving, A::PageUp, "page_up", "page up", "a page up"),
        known(S::Moving, A::First, "first", "first", "to the first"),
        known(S::Moving, A::Last, "last", "last", "to the last"),
        known(S::Moving, A::Right, "right", "right", "to the area on the right"),
        known(S::Moving, A::Left, "left", "left", "to the area on the left"),
        known(S::Everywhere, A::Undo, "undo", "undo", "take the last act back; also after a restart"),
        known(S::Everywhere, A::Redo, "redo", "redo", "do again what was taken back"),
        known(S::Everywhere, A::Help, "help", "all keys", "show the keys of this screen"),
        known(S::Everywhere, A::Back, "back", "back", "one step back"),
        known(S::Everywhere, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Everywhere, A::Quit, "quit", "quit", "leave kneel"),
        known(S::Writing, A::Save, "save", "save", "save what you wrote"),
        known(S::Writing, A::Back, "back", "later", "leave it for later; what you wrote is kept"),
        known(S::Writing, A::Editor, "editor", "editor", "write in your own editor"),
        known(S::Writing, A::NextField, "next_field", "next field", "to the next field"),
        known(S::Writing, A::PreviousField, "previous_field", "field before", "to the field before"),
        known(S::Writing, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Writing, A::Quit, "quit", "quit", "leave kneel; what you wrote is kept"),
        known(S::Answering, A::Save, "save", "save", "save the answer"),
        known(S::Answering, A::NextField, "next_field", "next field", "to the next field"),
        known(S::Answering, A::PreviousField, "previous_field", "field before", "to the field before"),
        known(
            S::Answering,
            A::NextChoice,
            "next_choice",
            "choose",
            "the next verdict; on Praise, choose one",
        ),
        known(S::Answering, A::PreviousChoice, "previous_choice", "before", "the verdict before"),
        known(S::Answering, A::Back, "back", "leave", "leave without saving"),
        known(S::Answering, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Answering, A::Quit, "quit", "quit", "leave kneel"),
        known(S::Inbox, A::Answered, "answered", "answered", "this praise answers the request"),
        known(S::Inbox, A::Partly, "partly", "in part", "it answers it in part; the request stays open"),
        known(S::Inbox, A::Otherwise, "otherwise", "otherwise", "it was answered otherwise than asked"),
        known(S::Inbox, A::SetBack, "set_back", "set back", "it went the other way; the request stays open"),
        known(S::Inbox, A::NotThis, "not_this", "not this one", "the praise does not answer this request"),
        known(S::Inbox, A::NotAny, "not_any", "none", "the praise answers none of them"),
        known(S::Inbox, A::Down, "down", "next request", "to the next request"),
        known(S::Inbox, A::Up, "up", "before", "to the request before"),
        known(S::Inbox, A::GoOn, "next", "next praise", "to the next praise"),
        known(S::Inbox, A::GoBack, "previous", "praise before", "to the praise before"),
        known(S::Inbox, A::Open, "open", "open", "open the request"),
        known(S::Choosing, A::Save, "save", "take it", "take the choice that is marked"),
        known(S::Choosing, A::NextChoice, "next_choice", "choose", "the next choice"),
        known(S::Choosing, A::PreviousChoice, "previous_choice", "before", "the choice before"),
        known(S::Choosing, A::Back, "back", "leave", "leave it as it is"),
        known(S::Choosing, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Choosing, A::Quit, "quit", "quit", "leave kneel"),
        known(S::Picking, A::Open, "open", "choose", "take the one under the cursor"),
        known(S::Picking, A::Down, "down", "down", "down"),
        known(S::Picking, A::Up, "up", "up", "up"),
        known(S::Picking, A::PageDown, "page_down", "page down", "a page down"),
        known(S::Picking, A::PageUp, "page_up", "page up", "a page up"),
        known(S::Picking, A::Back, "back", "back", "back without choosing"),
        known(S::Picking, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Picking, A::Quit, "quit", "quit", "leave kneel"),
        known(S::Searching, A::Open, "open", "open", "open what is under the cursor"),
        known(S::Searching, A::Down, "down", "down", "down"),
        known(S::Searching, A::Up, "up", "up", "up"),
        known(S::Searching, A::PageDown, "page_down", "page down", "a page down"),
        known(S::Searching, A::PageUp, "page_up", "page up", "a page up"),
        known(S::Searching, A::Back, "back", "back", "back to where you were"),
        known(S::Searching, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Searching, A::Quit, "quit", "quit", "leave kneel"),
        known(
            S::Importing,
            A::Save,
            "save",
            "look",
            "look at the file, or at all files of the folder; nothing is written yet",
        ),
        known(S::Importing, A::Complete, "complete", "complete", "complete the path"),
        known(S::Importing, A::Down, "down", "down", "down in the paths"),
        known(S::Importing, A::Up, "up", "up", "up in the paths"),
        known(S::Importing, A::Back, "back", "back", "back to where you were"),
        known(S::Importing, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Importing, A::Quit, "quit", "quit", "leave kneel"),
        known(
            S::Documents,
            A::KeepAll,
            "keep_all",
            "keep all",
            "take all of them into the journal as they are",
        ),
        known(S::Documents, A::Open, "open", "look", "look at the one under the cursor"),
        known(
            S::Preview,
            A::Save,
            "save",
            "keep",
            "take it into the journal as it stands now; one undo takes it back",
        ),
        known(S::Preview, A::Sort(Fate::Request), "request", "request", "it is a request"),
        known(S::Preview, A::Sort(Fate::Praise), "praise", "praise", "it is a praise"),
        known(S::Preview, A::Sort(Fate::Both), "both", "both", "it is both, a praise and a request"),
        known(S::Preview, A::Sort(Fate::Heading), "heading", "heading", "it is a heading"),
        known(S::Preview, A::Sort(Fate::Note), "note", "note", "it is a note: it asks nothing"),
        known(S::Preview, A::Sort(Fate::Scripture), "scripture", "verse", "it is a verse of scripture"),
        known(S::Preview, A::Sort(Fate::Story), "story", "story", "it is a story that leads to what follows"),
        known(S::Preview, A::Sort(Fate::Title), "title", "title", "it is the title"),
        known(S::Preview, A::Sort(Fate::Date), "date", "date", "it is the date"),
        known(S::Preview, A::Sort(Fate::Boilerplate), "leave_out", "leave out", "leave it out"),
        known(S::Preview, A::Sort(Fate::Unsorted), "unsorted", "unsure", "nobody knows yet what it is"),
        known(S::Preview, A::Split, "split", "split", "something new begins with this line"),
        known(
            S::Preview,
            A::SplitInside,
            "split_inside",
            "split inside",
            "something new begins inside this line",
        ),
        known(S::Preview, A::Join, "join", "join", "join it with what stands before, or all chosen lines"),
        known(
            S::Preview,
            A::Region,
            "region",
            "region",
            "move it to another region; a heading takes all below it along",
        ),
        known(S::Preview, A::Title, "type_title", "title", "type the title"),
        known(S::Preview, A::Publisher, "type_publisher", "publisher", "type who publishes it"),
        known(S::Preview, A::Date, "type_date", "date", "type the date"),
        known(S::Preview, A::LeaveOut, "leave_out_bulletin", "leave out", "leave out the whole bulletin"),
        known(S::Preview, A::Select, "select", "choose lines", "choose several lines, or end choosing"),
        known(S::Preview, A::SelectDown, "select_down", "choose down", "choose the line below too"),
        known(S::Preview, A::SelectUp, "select_up", "choose up", "choose the line above too"),
        known(
            S::Preview,
            A::NextUnsorted,
            "next_unsorted",
            "next unsorted",
            "to the next line that is unsorted",
        ),
        known(
            S::Preview,
            A::PreviousUnsorted,
            "previous_unsorted",
            "unsorted before",
            "to the unsorted line before",
        ),
        known(S::Preview, A::NextBlock, "next_block", "next", "to what comes next"),
        known(S::Preview, A::PreviousBlock, "previous_block", "before", "to what comes before"),
        known(
            S::Preview,
            A::Right,
            "other_side",
            "other side",
            "from the document to what was read, and back",
        ),
        known(S::Preview, A::Undo, "undo", "undo", "take the last correction back"),
        known(S::Preview, A::Redo, "redo", "redo", "correct it again"),
        known(S::Preview, A::Back, "back", "leave", "leave without keeping it"),
        known(S::Letter, A::Save, "save", "split here", "split here"),
        known(S::Letter, A::Right, "right", "letter", "a letter on"),
        known(S::Letter, A::Left, "left", "letter back", "a letter back"),
        known(S::Letter, A::Down, "down", "word", "a word on"),
        known(S::Letter, A::Up, "up", "word back", "a word back"),
        known(S::Letter, A::NextChoice, "next_sentence", "sentence", "to the next sentence"),
        known(S::Letter, A::PreviousChoice, "previous_sentence", "sentence back", "to the sentence before"),
        known(S::Letter, A::Back, "back", "back", "back without splitting"),
        known(S::Letter, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Letter, A::Quit, "quit", "quit", "leave kneel"),
        known(S::Naming, A::Save, "save", "say so", "say it so; left empty, there is none"),
        known(S::Naming, A::Back, "back", "back", "back without changing it"),
        known(S::Naming, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Naming, A::Quit, "quit", "quit", "leave kneel"),
    ]
};
