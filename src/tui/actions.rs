//! Everything a key can do, with its words: the raw material of footer and help.

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
    /// In a short list of choices.
    Choosing,
    /// In a list of notes or praises to choose one of.
    Picking,
    /// While a search is typed.
    Searching,
    /// While a path is typed.
    Importing,
}

impl Section {
    /// All of them, in the order of the help.
    pub const ALL: [Section; 12] = [
        Section::Home,
        Section::Item,
        Section::Walk,
        Section::WalkEnd,
        Section::Moving,
        Section::Everywhere,
        Section::Writing,
        Section::Answering,
        Section::Choosing,
        Section::Picking,
        Section::Searching,
        Section::Importing,
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
            Section::Choosing => "choosing",
            Section::Picking => "picking",
            Section::Searching => "searching",
            Section::Importing => "importing",
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
            Section::Choosing => "Choosing a day",
            Section::Picking => "Choosing a note or a praise",
            Section::Searching => "Searching",
            Section::Importing => "Importing",
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
        known(S::Choosing, A::Save, "save", "let it rest", "let it rest until the chosen day"),
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
        known(S::Importing, A::Save, "save", "import", "read the file, or all files of the folder"),
        known(S::Importing, A::Complete, "complete", "complete", "complete the path"),
        known(S::Importing, A::Down, "down", "down", "down in the paths"),
        known(S::Importing, A::Up, "up", "up", "up in the paths"),
        known(S::Importing, A::Back, "back", "back", "back to where you were"),
        known(S::Importing, A::Suspend, "suspend", "shell", "step out to the shell; fg comes back"),
        known(S::Importing, A::Quit, "quit", "quit", "leave kneel"),
    ]
};
