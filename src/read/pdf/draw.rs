//! What a page of a PDF draws: its letters with their places, and the lines that rule its tables.

use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

/// A letter. Lengths are points; x grows to the right, y downward from the top of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// What it reads as; U+FFFD where the font does not tell.
    pub(super) letter: char,
    /// Where it starts.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// The line that it stands on.
    pub(super) base: f64,
    /// The size of its font.
    pub(super) size: f64,
    /// Whether its font is bold.
    pub(super) bold: bool,
}

/// A thin line, drawn across or down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs from left to right.
    pub(super) across: bool,
    /// Where it lies: its y if it runs across, else its x.
    pub(super) at: f64,
    /// Where it starts.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
}

/// All that a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Its letters, in the order in which they are drawn; white space included.
    pub(super) glyphs: Vec<Glyph>,
    /// Its lines.
    pub(super) rules: Vec<Rule>,
    /// The width of the page.
    pub(super) width: f64,
    /// The height of the page.
    pub(super) height: f64,
    /// Whether it shows a picture.
    pub(super) picture: bool,
}

/// What pages of one file share.
pub(super) struct Source<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
}

impl<'p> Source<'p> {
    /// The pages of a file.
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
        }
    }

    /// Draws a page; of its letters the first `most` are kept.
    ///
    /// # Panics
    ///
    /// If drawing does not come to an end: forms that draw each other twice over make a page without bound, and
    /// unwinding is the only way out of the interpreter. No panic hook is called.
    pub(super) fn draw(&self, page: &Page<'p>, most: usize) -> Drawn {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let start = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, width, height);
        let mut context = Context::new(
            start,
            bounds,
            &self.cache,
            self.pdf.xref(),
            InterpreterSettings::default(),
        );
        let mut pen = Pen {
            bounds,
            most,
            letters: Vec::new(),
            rules: Vec::new(),
            picture: false,
            marks: Vec::new(),
            clips: 0,
        };
        interpret_page(page, &mut context, &mut pen);
        pen.finish()
    }
}

/// Which way a letter looks, in quarter turns clockwise.
type Turn = usize;

/// Gathers what is drawn.
struct Pen {
    bounds: Rect,
    most: usize,
    letters: Vec<(Turn, Glyph)>,
    rules: Vec<Rule>,
    picture: bool,
    marks: Vec<Mark>,
    /// So often a region was cut out: once at least for each form.
    clips: u32,
}

/// A marked sequence (ISO 32000-1, 14.6) that is open.
enum Mark {
    /// No part of the document: headers, footers, marks of the printer.
    Artifact,
    /// Letters that read as other text; taken once.
    Reads(Option<String>),
    Other,
}

impl Pen {
    /// What the page draws, turned so that most of its letters stand upright; those that do not are dropped.
    fn finish(self) -> Drawn {
        let mut counts = [0_usize; 4];
        for (turn, _) in &self.letters {
            counts[*turn] += 1;
        }
        let main = (0..4).rev().max_by_key(|turn| counts[*turn]).unwrap_or(0);
        let upright = main % 2 == 0;
        let (width, height) = (self.bounds.width(), self.bounds.height());
        let glyphs = self.letters.into_iter().filter(|(turn, _)| *turn == main);
        Drawn {
            glyphs: glyphs.map(|(_, glyph)| glyph).collect(),
            // Tables of pages that lie on their side are told by their columns alone.
            rules: if main == 0 { self.rules } else { Vec::new() },
            width: if upright { width } else { height },
            height: if upright { height } else { width },
            picture: self.picture,
        }
    }

    fn is_artifact(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Artifact))
    }

    /// The text that stands for what is drawn now: `None` if the letters stand for themselves.
    fn reads(&mut self) -> Option<String> {
        self.marks.iter_mut().rev().find_map(|mark| match mark {
            Mark::Reads(text) => Some(text.take().unwrap_or_default()),
            _ => None,
        })
    }

    /// Adds a letter that is set by `transform`, from 1000 units an em to points of the page.
    fn letter(&mut self, text: &str, transform: Affine, advance: f64, bold: bool) {
        let along = vector(transform, 1000.0, 0.0);
        let up = vector(transform, 0.0, 1000.0);
        let Some(turn) = turn(along) else { return };
        let origin = transform * Point::ZERO;
        let end = transform * Point::new(advance, 0.0);
        if !self.bounds.inflate(2.0, 2.0).contains(origin) {
            return;
        }
        let (start, end) = (self.upright(turn, origin), self.upright(turn, end));
        let size = up.hypot();
        let count = text.chars().count().max(1) as f64;
        for (at, letter) in text.chars().enumerate() {
            let part = |at: usize| start.x + (end.x - start.x) * at as f64 / count;
            let glyph = Glyph {
                letter,
                left: part(at),
                right: part(at + 1),
                base: start.y,
                size,
                bold,
            };
            let sound = [glyph.left, glyph.right, glyph.base, glyph.size]
                .iter()
                .all(|length| length.is_finite());
            if sound && size > 0.5 && self.letters.len() < self.most {
                self.letters.push((turn, glyph));
            }
        }
    }

    /// A point as it lies once letters of that turn stand upright.
    fn upright(&self, turn: Turn, point: Point) -> Point {
        let (width, height) = (self.bounds.width(), self.bounds.height());
        match turn {
            0 => point,
            1 => Point::new(point.y, width - point.x),
            2 => Point::new(width - point.x, height - point.y),
            _ => Point::new(height - point.y, point.x),
        }
    }

    /// A filled or stroked rectangle: a rule if it is thin, four if it is a box, a bullet if it is tiny.
    fn shape(&mut self, rect: Rect, round: bool) {
        /// A thicker bar is no rule.
        const THIN: f64 = 3.0;
        let (width, height) = (rect.width(), rect.height());
        if !self.bounds.contains(rect.center()) || !width.is_finite() || !height.is_finite() {
            return;
        }
        if (1.5..=8.0).contains(&width) && (0.8..=1.25).contains(&(width / height)) {
            let size = height * 2.5;
            let bullet = Glyph {
                letter: '•',
                left: rect.x0,
                right: rect.x1,
                base: rect.center().y + size * 0.3,
                size,
                bold: false,
            };
            if self.letters.len() < self.most {
                self.letters.push((0, bullet));
            }
        } else if height <= THIN && width > THIN * 2.0 {
            self.rule(true, rect.center().y, rect.x0, rect.x1);
        } else if width <= THIN && height > THIN * 2.0 {
            self.rule(false, rect.center().x, rect.y0, rect.y1);
        } else if !round && width > THIN * 2.0 && height > THIN * 2.0 {
            self.rule(true, rect.y0, rect.x0, rect.x1);
            self.rule(true, rect.y1, rect.x0, rect.x1);
            self.rule(false, rect.x0, rect.y0, rect.y1);
            self.rule(false, rect.x1, rect.y0, rect.y1);
        }
    }

    fn rule(&mut self, across: bool, at: f64, from: f64, to: f64) {
        /// Drawings have more lines than tables.
        const MOST: usize = 20_000;
        if self.rules.len() < MOST {
            self.rules.push(Rule {
                across,
                at,
                from,
                to,
            });
        }
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        /// A path of more parts is a drawing.
        const PARTS: usize = 64;
        if path.elements().len() > PARTS || self.is_artifact() && self.rules.len() > 2_000 {
            return;
        }
        for part in path
            .elements()
            .split_inclusive(|element| matches!(element, hayro_interpret::kurbo::PathEl::ClosePath))
        {
            let part = BezPath::from_vec(part.to_vec());
            let curved = part
                .elements()
                .iter()
                .any(|element| matches!(element, hayro_interpret::kurbo::PathEl::CurveTo(..)));
            let placed = props.transform * part;
            self.shape(placed.bounding_box(), curved);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.is_artifact() || self.letters.len() >= self.most {
            return;
        }
        let reads = self.reads();
        let glyphs = run.glyphs();
        let bold = glyphs.first().is_some_and(|glyph| is_bold(glyph));
        let ends = |at: usize| {
            let glyph = &glyphs[at];
            (props.transform * glyph.transform(), advance(glyph))
        };
        if let Some(text) = reads {
            let Some(last) = glyphs.len().checked_sub(1) else {
                return;
            };
            let (first, _) = ends(0);
            let (end, width) = ends(last);
            let behind = first.inverse() * (end * Point::new(width, 0.0));
            return self.letter(&text, first, behind.x, bold);
        }
        for (at, glyph) in glyphs.iter().enumerate() {
            let (transform, width) = ends(at);
            let mut one = [0; 4];
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => {
                    self.letter(c.encode_utf8(&mut one), transform, width, bold)
                }
                Some(BfString::String(text)) => self.letter(&text, transform, width, bold),
                None => self.letter("\u{fffd}", transform, width, bold),
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.picture = true;
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|dict| dict.get::<PdfString<'_>>("ActualText"));
        self.marks.push(match text {
            _ if tag == b"Artifact" => Mark::Artifact,
            Some(text) => Mark::Reads(Some(super::words(text.as_bytes()))),
            None => Mark::Other,
        });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        /// Detailed maps have some ten thousand.
        const MOST: u32 = 100_000;
        self.clips += 1;
        if self.clips > MOST {
            std::panic::resume_unwind(Box::new("endless forms"));
        }
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn vector(transform: Affine, x: f64, y: f64) -> Vec2 {
    transform * Point::new(x, y) - transform * Point::ZERO
}

/// Which way a line of letters runs; `None` for one that runs aslant, as watermarks do.
fn turn(along: Vec2) -> Option<Turn> {
    let (x, y) = (along.x.abs(), along.y.abs());
    match () {
        () if y < x * 0.1 => Some(if along.x > 0.0 { 0 } else { 2 }),
        () if x < y * 0.1 => Some(if along.y > 0.0 { 1 } else { 3 }),
        () => None,
    }
}

fn advance(glyph: &Shape<'_>) -> f64 {
    /// Where a font does not tell its widths.
    const USUAL: f32 = 500.0;
    let width = match glyph {
        Shape::Outline(outline) => outline.advance_width(),
        Shape::Type3(drawn) => drawn.advance_width(),
    };
    f64::from(width.unwrap_or(USUAL))
}

fn is_bold(glyph: &Shape<'_>) -> bool {
    let Shape::Outline(outline) = glyph else {
        return false;
    };
    outline.font_data().is_some_and(|font| {
        font.weight.is_some_and(|weight| weight >= 600)
            || font
                .postscript_name
                .is_some_and(|name| name.contains("Bold") || name.contains("Black"))
    })
}
