//! Everything a key can do, and where.

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
    FollowUp,
    Pin,
    Open,
    Edit,
    Privacy,
    Archive,
    Forget,
    Pray,
    PrayList,
    Walks,
    More,
    Less,
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
    Review,
    Map,
    Order,
    LookBack,
    Evenings,
    Period,
    KeepWaiting,
    Take,
    Blank,
    Copy,
    Links,
    Mouse,
    Lock,
    Settings,
    Reload,
    History,
    TakeBack,
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
    /// Before an evening: what it is about, and since when.
    Gather,
    /// During an evening of remembered answers.
    Review,
    /// Among the bulletins read so far.
    Bulletins,
    /// In the settings.
    Settings,
    /// In the list of what happened.
    History,
    /// In the list of all actions.
    AllActions,
    /// In the links of an item.
    Links,
    /// On the map.
    Map,
    /// While one looks back.
    LookingBack,
    /// While nothing is shown.
    Blanked,
    /// While the screen is locked.
    Locked,
}

impl Section {
    /// All of them, in the order of the help.
    pub const ALL: [Section; 28] = [
        Section::Home,
        Section::Item,
        Section::Walk,
        Section::WalkEnd,
        Section::Moving,
        Section::Everywhere,
        Section::Writing,
        Section::Answering,
        Section::Inbox,
        Section::Gather,
        Section::Review,
        Section::LookingBack,
        Section::Choosing,
        Section::Picking,
        Section::Searching,
        Section::Importing,
        Section::Documents,
        Section::Preview,
        Section::Letter,
        Section::Naming,
        Section::Bulletins,
        Section::Settings,
        Section::History,
        Section::AllActions,
        Section::Links,
        Section::Map,
        Section::Blanked,
        Section::Locked,
    ];

    /// The section of a name in `keys.toml`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// Its name in `keys.toml`.
    pub fn name(self) -> &'static str {
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
            Section::Gather => "gather",
            Section::Review => "review",
            Section::LookingBack => "looking_back",
            Section::Bulletins => "bulletins",
            Section::Settings => "settings",
            Section::History => "history",
            Section::AllActions => "all_actions",
            Section::Links => "links",
            Section::Map => "map",
            Section::Blanked => "blanked",
            Section::Locked => "locked",
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
            Section::Naming => "A title, a name, a day",
            Section::Gather => "Before an evening",
            Section::Review => "An evening of remembered answers",
            Section::LookingBack => "Looking back",
            Section::Bulletins => "Bulletins",
            Section::Settings => "Settings",
            Section::History => "What happened",
            Section::AllActions => "In the list of all actions",
            Section::Links => "Links of an item",
            Section::Map => "Map",
            Section::Blanked => "While nothing is shown",
            Section::Locked => "While the screen is locked",
        }
    }
}
