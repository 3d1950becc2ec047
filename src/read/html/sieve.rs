//! What of a page is no content: navigation, banners, cookie notes, footers, share bars.
//!
//! Landmarks (HTML, ARIA) and the words of `class` and `id` tell, held against how much of the page's text stands there
//! and how much of that is links; so a wrapper that is called `has-menu` does not take the page away.

use super::{attribute, name};
use dom_query::{NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// Elements that never hold text of the page.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed",
    "canvas", "audio", "video", "map", "select", "option", "button", "input", "textarea", "dialog",
    "menu", "frameset", "datalist", "progress", "meter",
];

/// ARIA roles of what stands beside the content.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "alert",
    "alertdialog",
    "dialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "tooltip",
];

/// Words of `class` and `id` that name no content wherever they stand.
const STRONG: &[&str] = &[
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "breadcrumb",
    "breadcrumbs",
    "navbar",
    "nav",
    "navigation",
    "topnav",
    "share",
    "sharing",
    "sharebar",
    "sharethis",
    "addthis",
    "addtoany",
    "social",
    "newsletter",
    "subscribe",
    "skip",
    "skiplink",
    "advert",
    "advertisement",
    "ads",
    "popup",
    "modal",
    "pagination",
    "pager",
    "login",
    "signin",
    "megamenu",
    "mainmenu",
    "searchform",
    "searchbox",
    "printfriendly",
    "noprint",
];

/// Words that may name content as well; there links decide.
const WEAK: &[&str] = &[
    "menu",
    "sidebar",
    "footer",
    "header",
    "masthead",
    "related",
    "recommended",
    "promo",
    "toolbar",
    "toc",
    "tags",
    "comments",
    "widget",
    "banner",
    "search",
    "languages",
    "language",
    "links",
    "topbar",
    "copyright",
];

/// How many characters, and how many of them in links, stand below a node.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    text: usize,
    links: usize,
}

/// What is known of a page before its blocks are written.
pub(super) struct Sieve {
    weights: FxHashMap<NodeId, Weight>,
    whole: usize,
    /// The element that holds the main content, if there is one.
    main: Option<NodeId>,
    /// Whether the main content has a first-level heading.
    main_headed: bool,
    /// Whether the page has a first-level heading outside of `header`.
    headed: bool,
}

impl Sieve {
    /// Weighs a page below its `body`.
    pub(super) fn new(body: &NodeRef<'_>) -> Self {
        let mut sieve = Self {
            weights: FxHashMap::default(),
            whole: 0,
            main: None,
            main_headed: false,
            headed: false,
        };
        sieve.whole = sieve.weigh(body, false, false).text;
        sieve.main = sieve.main(body);
        let headings = body.descendants_it().filter(|node| name(node) == "h1");
        sieve.main_headed = headings
            .flat_map(|heading| heading.ancestors(None))
            .any(|around| sieve.is_main(&around));
        sieve
    }

    /// Goes down as deep as the parser's limit lets.
    fn weigh(&mut self, node: &NodeRef<'_>, linked: bool, header: bool) -> Weight {
        let mut weight = Weight::default();
        if node.is_text() {
            let text = node.text().chars().filter(|c| !c.is_whitespace()).count();
            weight.text = text;
            weight.links = if linked { text } else { 0 };
            return weight;
        }
        let name = name(node);
        if SILENT.contains(&name.as_str()) && name != "head" {
            return weight;
        }
        self.headed |= name == "h1" && !header;
        for child in node.children_it(false) {
            let below = self.weigh(&child, linked || name == "a", header || name == "header");
            weight.text += below.text;
            weight.links += below.links;
        }
        self.weights.insert(node.id, weight);
        weight
    }

    /// The one `main`, or else the one `article`, that holds most of the text which is not in links.
    fn main(&self, body: &NodeRef<'_>) -> Option<NodeId> {
        let words = |id: NodeId| {
            let weight = self.weights.get(&id).copied().unwrap_or_default();
            weight.text - weight.links
        };
        let named = |wanted: fn(&NodeRef<'_>) -> bool| {
            let mut found = body
                .descendants_it()
                .filter(|node| node.is_element() && wanted(node));
            let first = found.next()?;
            (found.next().is_none() && words(first.id) * 2 > words(body.id)).then_some(first.id)
        };
        named(|node| name(node) == "main" || attribute(node, "role").as_deref() == Some("main"))
            .or_else(|| named(|node| name(node) == "article"))
    }

    /// Whether a node is the main content of its page.
    pub(super) fn is_main(&self, node: &NodeRef<'_>) -> bool {
        self.main == Some(node.id)
    }

    /// Whether there is a first-level heading in the main content.
    pub(super) const fn main_headed(&self) -> bool {
        self.main_headed
    }

    /// Whether the page says which of it is the main content.
    pub(super) const fn has_main(&self) -> bool {
        self.main.is_some()
    }

    /// Whether an element is left out with all that is in it; `inside` the main content or an article.
    pub(super) fn drops(&self, node: &NodeRef<'_>, name: &str, inside: bool) -> bool {
        if is_hidden(node, name) {
            return true;
        }
        if self.is_main(node) || matches!(name, "html" | "body" | "main" | "table" | "dl" | "h1") {
            return false;
        }
        let weight = self.weights.get(&node.id).copied().unwrap_or_default();
        // What holds most of the page is no bar beside it.
        let small = weight.text * 5 < self.whole * 2;
        let linked = weight.links * 2 > weight.text;
        let role = attribute(node, "role");
        let by_role = role.is_some_and(|role| ROLES.contains(&role.to_ascii_lowercase().as_str()));
        match name {
            "nav" => return true,
            "footer" => return small && (!inside || linked),
            "header" if !inside => return small && (self.headed || linked),
            "aside" => return linked,
            _ => {}
        }
        if by_role && small {
            return true;
        }
        let (strong, weak) = self.words(node);
        small
            && (strong && !(inside && weight.text > 600)
                || weak && (linked || weight.text < 40 && !inside))
            || !inside && name == "ul" && self.is_bar(weight, node)
    }

    /// A list of short links and nothing else, outside of the content.
    fn is_bar(&self, weight: Weight, node: &NodeRef<'_>) -> bool {
        let items = node.element_children().len();
        weight.links == weight.text && items >= 3 && weight.text <= items * 25
    }

    /// Whether `class` and `id` hold strong and weak words.
    fn words(&self, node: &NodeRef<'_>) -> (bool, bool) {
        let mut found = (false, false);
        for value in ["class", "id"].into_iter().filter_map(|key| node.attr(key)) {
            for word in words(&value) {
                found.0 |= STRONG.contains(&word.as_str());
                found.1 |= WEAK.contains(&word.as_str());
            }
        }
        found
    }
}

/// Whether an element is not shown, or shows no text.
pub(super) fn is_hidden(node: &NodeRef<'_>, name: &str) -> bool {
    if SILENT.contains(&name) {
        return true;
    }
    let style = node.attr("style").map(|style| {
        let bare = |c: &char| !c.is_whitespace();
        style
            .to_ascii_lowercase()
            .chars()
            .filter(bare)
            .collect::<String>()
    });
    node.has_attr("hidden")
        || attribute(node, "aria-hidden").as_deref() == Some("true")
        || style.is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
        // "[12]" in an encyclopedia points to a note.
        || name == "sup" && node.has_class("reference")
}

/// The words of a class name: `mainMenu`, `main-menu` and `main_menu` hold `main` and `menu`.
fn words(value: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut lower = false;
    for c in value.chars() {
        if !c.is_alphanumeric() {
            fresh = true;
            continue;
        }
        if fresh || lower && c.is_uppercase() {
            out.push(String::new());
        }
        fresh = false;
        lower = c.is_lowercase();
        if let Some(word) = out.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    out
}
