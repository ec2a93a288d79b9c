//! From tokens to events.

use std::ops::Range;

use super::{
    Flaw,
    scan::Scanner,
    token::{Kind, Token},
};
use crate::{manifest::stream::Fault, model::meta::StringMap};

/// What stands in a document, one thing after the other.
#[derive(Debug)]
pub(in crate::manifest) enum EventData {
    /// A document begins.
    DocumentStart,
    /// It ends.
    DocumentEnd,
    /// There is nothing more.
    StreamEnd,
    /// What an anchor names stands here once more.
    Alias {
        /// The anchor.
        anchor: String,
    },
    /// A scalar.
    Scalar {
        /// The name that it is given.
        anchor: Option<String>,
        /// Its tag, written out.
        tag: Option<String>,
        /// What it says.
        value: String,
        /// Does it have neither quotes nor a tag that says more than `!`?
        plain_implicit: bool,
    },
    /// A list begins.
    SequenceStart {
        /// The name that it is given.
        anchor: Option<String>,
        /// Does it stand in brackets?
        flow: bool,
    },
    /// It ends.
    SequenceEnd,
    /// A map begins.
    MappingStart {
        /// The name that it is given.
        anchor: Option<String>,
        /// Does it stand in braces?
        flow: bool,
    },
    /// It ends.
    MappingEnd,
}

/// One event and its bytes in the paste.
pub(in crate::manifest) type Event = (EventData, Range<usize>);

/// How long what a handle stands for may be: a longer tag means nothing, and is not written out each time.
const LONGEST_PREFIX: usize = 100;

/// An event and its first byte.
type Next = Result<(EventData, usize), Flaw>;

/// What is to come next.
#[derive(Clone, Copy, Debug)]
enum State {
    FirstDocument,
    NextDocument,
    /// What a document holds that began without a line of its own, and with one.
    Bare,
    Content,
    ContentEnd,
    Item,
    /// An item of a list that is no further to the right than the key before it.
    LowItem,
    Key,
    Value,
    FirstFlowItem,
    FlowItem,
    /// A map of one entry in square brackets, without braces.
    PairKey,
    PairValue,
    PairEnd,
    FirstFlowKey,
    FlowKey,
    FlowValue,
    /// The value of a key without a colon.
    NoValue,
}

/// Where a value may stand decides of what kind it may be: anything; not a list no further to the right than its key; only
/// what stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Entry,
    Block,
    Flow,
}

/// The events of the first YAML document in a piece of a paste.
pub(in crate::manifest) struct Events<'a> {
    scanner: Scanner<'a>,
    /// Where the piece begins in the paste.
    offset: usize,
    state: State,
    /// What comes when that is over, the last first.
    states: Vec<State>,
    /// The handles of tags that the document explains.
    handles: StringMap,
    /// The end of the last token that was taken.
    end: usize,
}

impl<'a> Events<'a> {
    /// The events of a piece that stands at `offset` in the paste.
    pub(in crate::manifest) fn of(text: &'a str, offset: usize) -> Self {
        let scanner = Scanner::of(text);
        let (states, handles) = (Vec::new(), StringMap::new());
        Self { scanner, offset, state: State::FirstDocument, states, handles, end: 0 }
    }

    /// The next event; an error is final.
    pub(in crate::manifest) fn next(&mut self) -> Result<Event, Box<Fault>> {
        match self.event() {
            Ok((data, start)) => Ok((data, self.offset + start..self.offset + self.end.max(start))),
            Err(message) => {
                let at = self.offset + self.scanner.at;
                Err(Box::new(Fault { code: "yaml-syntax", message: message.to_owned(), bytes: at..at + 1 }))
            }
        }
    }

    /// The next event and its first byte; it ends with the last token that was taken.
    fn event(&mut self) -> Next {
        use Kind::{BlockEnd, DocumentEnd, DocumentStart, End, Item, Value};
        const NO_CONTENT: [Kind; 6] =
            [End, Kind::Version, Kind::OtherVersion, Kind::Handle, DocumentStart, DocumentEnd];
        const NO_ENTRY: [Kind; 3] = [Kind::Key, Value, BlockEnd];
        let (kind, start) = self.scanner.peek()?;
        match self.state {
            State::FirstDocument => self.document(true),
            State::NextDocument => self.document(false),
            State::Bare => self.value(State::ContentEnd, Place::Block),
            State::Content => self.value_unless(&NO_CONTENT, State::ContentEnd, Place::Block),
            State::ContentEnd => {
                if kind == DocumentEnd {
                    self.take();
                }
                self.state = State::NextDocument;
                Ok((EventData::DocumentEnd, start))
            }
            State::Item => match kind {
                Item => {
                    self.take();
                    self.value_unless(&[Item, BlockEnd], State::Item, Place::Block)
                }
                BlockEnd => Ok(self.close(EventData::SequenceEnd)),
                _ => self.wrong("did not find expected '-' indicator"),
            },
            State::LowItem => {
                if kind != Item {
                    self.leave();
                    return Ok((EventData::SequenceEnd, start));
                }
                self.take();
                let no_item = [Item, Kind::Key, Value, BlockEnd];
                self.value_unless(&no_item, State::LowItem, Place::Block)
            }
            State::Key => match kind {
                Kind::Key => {
                    self.take();
                    self.value_unless(&NO_ENTRY, State::Value, Place::Entry)
                }
                BlockEnd => Ok(self.close(EventData::MappingEnd)),
                _ => self.wrong("did not find expected key"),
            },
            State::Value if kind == Value => {
                self.take();
                self.value_unless(&NO_ENTRY, State::Key, Place::Entry)
            }
            State::Value => Ok(self.nothing(State::Key)),
            _ => self.flow_event(kind, start),
        }
    }

    /// The next event in brackets.
    fn flow_event(&mut self, kind: Kind, start: usize) -> Next {
        use Kind::{Comma, FlowListEnd, FlowMapEnd, Value};
        match self.state {
            State::FirstFlowItem => self.flow_item(true),
            State::FlowItem => self.flow_item(false),
            State::PairKey if kind.among(&[Value, Comma, FlowListEnd]) => {
                // kubectl's library loses what stands there.
                self.take();
                Ok(self.nothing(State::PairValue))
            }
            State::PairKey => self.value(State::PairValue, Place::Flow),
            State::PairValue if kind == Value => {
                self.take();
                self.value_unless(&[Comma, FlowListEnd], State::PairEnd, Place::Flow)
            }
            State::PairValue => Ok(self.nothing(State::PairEnd)),
            State::PairEnd => {
                self.state = State::FlowItem;
                Ok((EventData::MappingEnd, start))
            }
            State::FirstFlowKey => self.flow_key(true),
            State::FlowKey => self.flow_key(false),
            State::FlowValue if kind == Value => {
                self.take();
                self.value_unless(&[Comma, FlowMapEnd], State::FlowKey, Place::Flow)
            }
            _ => Ok(self.nothing(State::FlowKey)),
        }
    }

    /// Takes the next token.
    fn take(&mut self) -> Token {
        let token = self.scanner.take();
        self.end = token.end;
        token
    }

    /// Goes back to what is around.
    fn leave(&mut self) {
        self.state = self.states.pop().unwrap_or(State::NextDocument);
    }

    /// The end of a list or map, which is a token.
    fn close(&mut self, data: EventData) -> (EventData, usize) {
        let start = self.take().start;
        self.leave();
        (data, start)
    }

    /// The next token must not stand here.
    fn wrong<T>(&mut self, message: Flaw) -> Result<T, Flaw> {
        self.scanner.at = self.scanner.peek()?.1;
        Err(message)
    }

    /// A value that is not written.
    fn nothing(&mut self, then: State) -> (EventData, usize) {
        self.state = then;
        let value = String::new();
        (EventData::Scalar { anchor: None, tag: None, value, plain_implicit: true }, self.end)
    }

    /// A value, or nothing where the next token is one of these.
    fn value_unless(&mut self, kinds: &[Kind], then: State, place: Place) -> Next {
        if self.scanner.peek()?.0.among(kinds) { Ok(self.nothing(then)) } else { self.value(then, place) }
    }

    /// A document, with the directives before it.
    fn document(&mut self, first: bool) -> Next {
        const DIRECTIVES: [Kind; 3] = [Kind::Version, Kind::OtherVersion, Kind::Handle];
        let (mut kind, mut start) = self.scanner.peek()?;
        while !first && kind == Kind::DocumentEnd {
            self.take();
            (kind, start) = self.scanner.peek()?;
        }
        if kind == Kind::End {
            return Ok((EventData::StreamEnd, start));
        }
        if first && kind != Kind::DocumentStart && !kind.among(&DIRECTIVES) {
            self.state = State::Bare;
            return Ok((EventData::DocumentStart, start));
        }
        self.handles = StringMap::new();
        let mut versions = 0;
        while kind.among(&DIRECTIVES) {
            versions += usize::from(kind != Kind::Handle);
            if versions > 1 {
                return self.wrong("found duplicate %YAML directive");
            }
            if kind == Kind::OtherVersion {
                return self.wrong("found incompatible YAML document");
            }
            let token = self.take();
            if kind == Kind::Handle && !self.handles.insert(token.text, token.more) {
                self.scanner.at = token.start;
                return Err("found duplicate %TAG directive");
            }
            kind = self.scanner.peek()?.0;
        }
        if kind != Kind::DocumentStart {
            return self.wrong("did not find expected <document start>");
        }
        self.take();
        self.state = State::Content;
        Ok((EventData::DocumentStart, start))
    }

    /// An item between square brackets, or their end.
    fn flow_item(&mut self, first: bool) -> Next {
        let (kind, start) = self.flow_next(first, Kind::FlowListEnd, "did not find expected ',' or ']'")?;
        match kind {
            Kind::FlowListEnd => Ok(self.close(EventData::SequenceEnd)),
            Kind::Key => {
                self.take();
                self.state = State::PairKey;
                Ok((EventData::MappingStart { anchor: None, flow: true }, start))
            }
            _ => self.value(State::FlowItem, Place::Flow),
        }
    }

    /// A key between braces, or their end.
    fn flow_key(&mut self, first: bool) -> Next {
        match self.flow_next(first, Kind::FlowMapEnd, "did not find expected ',' or '}'")?.0 {
            Kind::FlowMapEnd => Ok(self.close(EventData::MappingEnd)),
            Kind::Key => {
                self.take();
                let no_key = [Kind::Value, Kind::Comma, Kind::FlowMapEnd];
                self.value_unless(&no_key, State::FlowValue, Place::Flow)
            }
            _ => self.value(State::NoValue, Place::Flow),
        }
    }

    /// The next token in brackets, behind the comma that must stand before all but the first and the end.
    fn flow_next(&mut self, first: bool, end: Kind, message: Flaw) -> Result<(Kind, usize), Flaw> {
        let next = self.scanner.peek()?;
        if first || next.0 == end {
            return Ok(next);
        }
        if next.0 != Kind::Comma {
            return self.wrong(message);
        }
        self.take();
        self.scanner.peek()
    }

    /// A value, with its anchor and tag, and what comes behind it.
    fn value(&mut self, then: State, place: Place) -> Next {
        let (mut kind, start) = self.scanner.peek()?;
        self.state = then;
        if kind == Kind::Alias {
            return Ok((EventData::Alias { anchor: self.take().text }, start));
        }
        let (mut anchor, mut tag) = (None, None);
        loop {
            match kind {
                Kind::Anchor if anchor.is_none() => anchor = Some(self.take().text),
                Kind::Tag if tag.is_none() => tag = Some(self.take()),
                _ => break,
            }
            kind = self.scanner.peek()?.0;
        }
        let tag = match tag {
            Some(tag) => Some(self.written_out(&tag)?),
            None => None,
        };
        let inside = match kind {
            Kind::Item if place == Place::Entry => Some(State::LowItem),
            Kind::BlockList if place != Place::Flow => Some(State::Item),
            Kind::FlowList => Some(State::FirstFlowItem),
            Kind::BlockMap if place != Place::Flow => Some(State::Key),
            Kind::FlowMap => Some(State::FirstFlowKey),
            _ => None,
        };
        if let Some(inside) = inside {
            if kind != Kind::Item {
                self.take();
            }
            self.states.push(then);
            self.state = inside;
            let flow = matches!(kind, Kind::FlowList | Kind::FlowMap);
            let is_map = matches!(kind, Kind::BlockMap | Kind::FlowMap);
            let data = if is_map {
                EventData::MappingStart { anchor, flow }
            } else {
                EventData::SequenceStart { anchor, flow }
            };
            return Ok((data, start));
        }
        let (value, plain) = match kind {
            Kind::Plain | Kind::Text => (self.take().text, kind == Kind::Plain),
            _ if anchor.is_some() || tag.is_some() => (String::new(), true),
            _ => return self.wrong("did not find expected node content"),
        };
        let plain_implicit = match &tag {
            Some(tag) => tag == "!" && kind.among(&[Kind::Plain, Kind::Text]),
            None => plain,
        };
        Ok((EventData::Scalar { anchor, tag, value, plain_implicit }, start))
    }

    /// A tag in full.
    fn written_out(&mut self, tag: &Token) -> Result<String, Flaw> {
        let prefix = match (self.handles.get(&tag.text), tag.text.as_str()) {
            (Some(known), _) if known.len() <= LONGEST_PREFIX => known,
            (Some(_), handle) | (None, handle @ ("" | "!")) => handle,
            (None, "!!") => "tag:yaml.org,2002:",
            _ => {
                self.scanner.at = tag.start;
                return Err("found undefined tag handle");
            }
        };
        Ok(prefix.to_owned() + &tag.more)
    }
}
